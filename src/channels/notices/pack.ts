/** The numbers of notices are data: quiet hours, the weekly digest. Each with how sure we are of it. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const grounds = { certainty: z.enum(['P', 'M', 'W']), source: z.string().min(3) }
const Hour = z.number().int().min(0).max(23)

const NoticePack = z
  .strictObject({
    name: z.literal('notices'),
    version: z.number().int().positive(),
    /** Hours of the local day; `restDays`: whether notices also come on weekends and holidays. */
    quiet: z.strictObject({
      from: Hour,
      to: Hour,
      restDays: z.boolean(),
      fromChoices: z.array(Hour).min(1),
      toChoices: z.array(Hour).min(1),
      ...grounds,
    }),
    /** `weekday` 1 is Monday. */
    digest: z.strictObject({ weekday: z.number().int().min(1).max(7), hour: Hour, ...grounds }),
  })
  .refine(({ quiet }) => quiet.fromChoices.includes(quiet.from) && quiet.toChoices.includes(quiet.to), {
    message: 'the quiet hours are not among the choices',
  })
export type NoticePack = z.infer<typeof NoticePack>

let known: NoticePack | null = null

/** Reads `notices-1.json` of the rule packs; called by the roof at the start. */
export async function loadNoticePack(folder: string): Promise<void> {
  const parsed = NoticePack.safeParse(JSON.parse(await readFile(join(folder, 'notices-1.json'), 'utf8')))
  if (!parsed.success) throw new Error(`rule pack notices-1.json: ${z.prettifyError(parsed.error)}`)
  known = parsed.data
}

export function noticePack(): NoticePack {
  if (known === null) throw new Error('the rule pack of notices has not been read')
  return known
}
