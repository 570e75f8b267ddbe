/** The tree against the reference roots of Certificate Transparency, and every proof up to 64 leaves with forgeries. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  append,
  consistencyProof,
  type Edge,
  inclusionProof,
  leafHash,
  rootOf,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'

// certificate-transparency, merkletree test vectors: the leaves' bytes, and the root over the first n of them
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
)
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

const many = Array.from({ length: 64 }, (_, i) => leafHash(createHash('sha256').update(String(i)).digest()))
const rootAt = Array.from({ length: 65 }, (_, n) => treeRoot(many.slice(0, n)))
const stranger = leafHash('stranger')

describe('the tree', () => {
  test.each(roots.map((root, size) => ({ size, root })))('of $size leaves has the reference root', ({ size, root }) => {
    expect(treeRoot(inputs.slice(0, size).map(leafHash)).toString('hex')).toBe(root)
  })

  test('grows leaf by leaf to the root that its definition gives, keeping no more than its edge', () => {
    const edge: Edge = { size: 0, roots: [] }
    for (const [i, leaf] of many.entries()) {
      append(edge, leaf)
      expect(rootOf(edge)).toEqual(byDefinition(many.slice(0, i + 1)))
      expect(edge.roots.length).toBe([...(i + 1).toString(2)].filter((bit) => bit === '1').length)
    }
  })
})

describe('a proof', () => {
  test('of every leaf in every tree up to 64 is accepted at its place and nowhere else', () => {
    for (let size = 1; size <= 64; size++) {
      for (let position = 0; position < size; position++) {
        const proof = inclusionProof(many.slice(0, size), position)
        for (let claimed = 0; claimed < size; claimed++) {
          expect(verifyInclusion(many[position]!, claimed, size, proof, rootAt[size]!)).toBe(claimed === position)
        }
        expect(verifyInclusion(stranger, position, size, proof, rootAt[size]!)).toBe(false)
        expect(verifyInclusion(many[position]!, position, size, proof, rootAt[size - 1]!)).toBe(false)
      }
    }
  })

  test('of every beginning of every tree up to 64 is accepted for these two roots only', () => {
    for (let n = 1; n <= 64; n++) {
      for (let m = 1; m <= n; m++) {
        const proof = consistencyProof(many.slice(0, n), m)
        expect(verifyConsistency(m, n, proof, rootAt[m]!, rootAt[n]!)).toBe(true)
        expect(verifyConsistency(m, n, proof, stranger, rootAt[n]!)).toBe(false)
        expect(verifyConsistency(m, n, proof, rootAt[m]!, stranger)).toBe(false)
        if (m < n) expect(verifyConsistency(m, n, [], rootAt[m]!, rootAt[n]!)).toBe(false)
        if (m > 1) expect(verifyConsistency(m - 1, n, proof, rootAt[m]!, rootAt[n]!)).toBe(false)
      }
    }
  })

  test('of something outside the tree cannot be asked for, nor be accepted', () => {
    expect(() => inclusionProof(many, 64)).toThrow(RangeError)
    expect(() => inclusionProof(many, -1)).toThrow(RangeError)
    expect(() => consistencyProof(many, 0)).toThrow(RangeError)
    expect(() => consistencyProof(many, 65)).toThrow(RangeError)
    expect(verifyInclusion(many[0]!, 1, 1, [], many[0]!)).toBe(false)
    expect(verifyConsistency(0, 4, [], rootAt[0]!, rootAt[4]!)).toBe(false)
    expect(verifyConsistency(5, 4, [], rootAt[5]!, rootAt[4]!)).toBe(false)
  })

  const anySize = fc.integer({ min: 1, max: 64 })
  const forgery = fc.constantFrom('flip', 'drop', 'repeat', 'add', 'swap', 'reverse')

  test('of a leaf is refused after any tampering', () => {
    fc.assert(
      fc.property(anySize, fc.nat(63), forgery, fc.nat(), fc.nat(255), (size, at, how, where, bit) => {
        const position = at % size
        const proof = inclusionProof(many.slice(0, size), position)
        const forged = tamper(proof, how, where, bit)
        fc.pre(!same(proof, forged))
        return !verifyInclusion(many[position]!, position, size, forged, rootAt[size]!)
      }),
      { numRuns: 3000 },
    )
  })

  test('of a beginning is refused after any tampering', () => {
    fc.assert(
      fc.property(anySize, fc.nat(63), forgery, fc.nat(), fc.nat(255), (n, first, how, where, bit) => {
        const m = 1 + (first % n)
        const proof = consistencyProof(many.slice(0, n), m)
        const forged = tamper(proof, how, where, bit)
        fc.pre(!same(proof, forged))
        return !verifyConsistency(m, n, forged, rootAt[m]!, rootAt[n]!)
      }),
      { numRuns: 3000 },
    )
  })
})

/** RFC 6962, 2.1, word for word. */
function byDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(byDefinition(leaves.slice(0, k)))
    .update(byDefinition(leaves.slice(k)))
    .digest()
}

function tamper(proof: readonly Buffer[], how: string, where: number, bit: number): Buffer[] {
  const forged: Buffer[] = proof.map((hash) => Buffer.from(hash))
  const at = where % Math.max(1, forged.length)
  const hash = forged[at]
  if (how === 'flip' && hash !== undefined) hash[bit >> 3] = hash[bit >> 3]! ^ (1 << (bit & 7))
  if (how === 'drop') forged.splice(at, 1)
  if (how === 'repeat' && hash !== undefined) forged.splice(at, 0, hash)
  if (how === 'add') forged.push(stranger)
  if (how === 'swap' && forged.length > 1)
    [forged[at], forged[(at + 1) % forged.length]] = [forged[(at + 1) % forged.length]!, hash!]
  if (how === 'reverse') forged.reverse()
  return forged
}

function same(a: readonly Buffer[], b: readonly Buffer[]): boolean {
  return a.length === b.length && a.every((hash, i) => hash.equals(b[i]!))
}
