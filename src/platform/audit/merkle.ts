/**
 * Merkle tree of RFC 6962, 2.1 (the same as RFC 9162, 2.1): hashes, inclusion and consistency proofs, their checks, and a root
 * that grows leaf by leaf. Pure. Hashes are 32-byte buffers, sizes and positions whole numbers below 2^53.
 */
import { createHash } from 'node:crypto'

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

/** SHA-256(0x00 || bytes). */
export function leafHash(bytes: Uint8Array | string): Buffer {
  return createHash('sha256').update(leafPrefix).update(bytes).digest()
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(nodePrefix).update(left).update(right).digest()
}

/**
 * The right edge of a tree: the roots of its perfect subtrees, largest first, one for each bit set in `size`.
 * All that must be kept to append and to know the root.
 */
export interface Edge {
  size: number
  readonly roots: Buffer[]
}

/** Appends the hash of a leaf. Amortised O(1) hashes, at most O(log n). */
export function append(edge: Edge, leaf: Buffer): void {
  let root = leaf
  for (let n = edge.size; n % 2 === 1; n = (n - 1) / 2) root = nodeHash(edge.roots.pop()!, root)
  edge.roots.push(root)
  edge.size += 1
}

/** The root of the tree that ends in this edge; the hash of nothing for the empty tree. */
export function rootOf(edge: Edge): Buffer {
  if (edge.roots.length === 0) return createHash('sha256').digest()
  return edge.roots.reduceRight((right, left) => nodeHash(left, right))
}

/** The root over leaf hashes. O(n). */
export function treeRoot(leaves: readonly Buffer[]): Buffer {
  const edge: Edge = { size: 0, roots: [] }
  for (const leaf of leaves) append(edge, leaf)
  return rootOf(edge)
}

/** The largest power of two below `n`; `n` is at least 2. */
function splitOf(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

/** The proof that `leaves[position]` is in the tree over all leaves, from the leaf upwards. Throws RangeError outside the tree. */
export function inclusionProof(leaves: readonly Buffer[], position: number): Buffer[] {
  if (!(position >= 0 && position < leaves.length)) throw new RangeError(`no leaf at ${position}`)
  if (leaves.length === 1) return []
  const k = splitOf(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return position < k
    ? [...inclusionProof(left, position), treeRoot(right)]
    : [...inclusionProof(right, position - k), treeRoot(left)]
}

/**
 * The ranges `[from, to)` of leaves whose roots are the proof that the tree of `size1` is a beginning of the tree of `size2`, in the
 * proof's order. They do not overlap, so one walk over the leaves gives all roots. Throws RangeError outside 1..size2.
 */
export function consistencyRanges(size1: number, size2: number): [number, number][] {
  if (!(size1 >= 1 && size1 <= size2)) throw new RangeError(`no tree of ${size1} in one of ${size2}`)
  const ranges = (from: number, to: number, m: number, whole: boolean): [number, number][] => {
    if (m === to - from) return whole ? [] : [[from, to]]
    const k = splitOf(to - from)
    return m <= k
      ? [...ranges(from, from + k, m, whole), [from + k, to]]
      : [...ranges(from + k, to, m - k, false), [from, from + k]]
  }
  return ranges(0, size2, size1, true)
}

/** The proof that the tree over the first `size` leaves is a beginning of the whole tree. Throws RangeError outside 1..n. */
export function consistencyProof(leaves: readonly Buffer[], size: number): Buffer[] {
  return consistencyRanges(size, leaves.length).map(([from, to]) => treeRoot(leaves.slice(from, to)))
}

/** Whether `proof` shows that the leaf hash lies at `position` in the tree of `size` with this root (RFC 9162, 2.1.3.2). */
export function verifyInclusion(
  leaf: Buffer,
  position: number,
  size: number,
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!(position >= 0 && position < size)) return false
  let [fn, sn] = [position, size - 1]
  let hash = leaf
  for (const step of proof) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(step, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else hash = nodeHash(hash, step)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && hash.equals(root)
}

/** Whether `proof` shows that the tree of `size1` is a beginning of the tree of `size2` (RFC 9162, 2.1.4.2). */
export function verifyConsistency(
  size1: number,
  size2: number,
  proof: readonly Buffer[],
  root1: Buffer,
  root2: Buffer,
): boolean {
  if (!(size1 >= 1 && size1 <= size2)) return false
  if (size1 === size2) return proof.length === 0 && root1.equals(root2)
  let [fn, sn] = [size1 - 1, size2 - 1]
  while (fn % 2 === 1) [fn, sn] = [(fn - 1) / 2, Math.floor(sn / 2)]
  // a first tree that is one perfect subtree is its own first step
  const [first, ...rest] = fn === 0 ? [root1, ...proof] : proof
  if (first === undefined) return false
  let [hash1, hash2] = [first, first]
  for (const step of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash1 = nodeHash(step, hash1)
      hash2 = nodeHash(step, hash2)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else hash2 = nodeHash(hash2, step)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && hash1.equals(root1) && hash2.equals(root2)
}
