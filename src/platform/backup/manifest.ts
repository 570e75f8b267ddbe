/** What a backup says about itself: the manifest before the data, and the sums after it. */
import { createHash } from 'node:crypto'
import { z } from 'zod'

export const format = 1

const Company = z.object({
  schema: z.string().regex(/^[a-z][a-z0-9_]{0,50}$/),
  name: z.string(),
  hosts: z.array(z.string()),
  timeZone: z.string(),
  mode: z.enum(['demo', 'production']),
  demoStart: z.string().nullable(),
  /** In the order in which they ran; the checksum is the SHA-256 of the file, the time as PostgreSQL writes it. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string(), at: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** The newest signed checkpoint of the audit log; null if there is none yet. */
  checkpoint: z.string().nullable(),
})
export type Company = z.infer<typeof Company>

/** First entry. Only `format` and `product` are read before the format is known to be ours. */
export const Manifest = z.object({
  format: z.literal(format),
  /** Version of the product that made the backup. */
  product: z.string(),
  postgres: z.string(),
  /** The instant of the snapshot. */
  at: z.iso.datetime(),
  companies: z.array(Company),
})
export type Manifest = z.infer<typeof Manifest>

/** Of the data of one entry. `rows` counts lines: in the text format of COPY each row is one. */
const Sum = z.object({ name: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() })
export type Sum = z.infer<typeof Sum>

/** Last entry. */
export const Sums = z.object({
  entries: z.array(Sum),
  /** Read after the data, so that no number is given out twice. */
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), lastValue: z.string(), isCalled: z.boolean() })),
  /** SHA-256 of files that the folder of files does not hold, as `<schema>/<hex>`. */
  missing: z.array(z.string()),
})
export type Sums = z.infer<typeof Sums>

const newline = 10

/** Passes the data on and puts its sum into `into` at the end. */
export async function* summed(name: string, data: AsyncIterable<Buffer>, into: Sum[]): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let [rows, bytes] = [0, 0]
  for await (const part of data) {
    hash.update(part)
    bytes += part.length
    for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) rows += 1
    yield part
  }
  into.push({ name, rows, bytes, sha256: hash.digest('hex') })
}
