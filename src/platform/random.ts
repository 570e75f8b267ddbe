/** Random bytes for ids and salts: drawn from the system many at a time, because each draw costs more than a page of them. */
import { randomFillSync } from 'node:crypto'

const drawn = Buffer.alloc(4096)
let used = drawn.length

/** `n` fresh bytes (at most 64) from the system's generator, each given out once and not kept. */
export function freshBytes(n: number): Buffer {
  if (n > 64) throw new Error(`${n} bytes are too many to draw from the pool`)
  if (used + n > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  const bytes = Buffer.from(drawn.subarray(used, used + n))
  drawn.fill(0, used, used + n)
  used += n
  return bytes
}
