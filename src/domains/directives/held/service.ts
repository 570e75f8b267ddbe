/** What the company holds already: a catalogue as data, and what was asked of the same units within a year. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { unitsById } from '#domains/org/service.ts'
import type { Db } from '#platform/db.ts'
import { searchTerms } from '#platform/search.ts'
import type { Held } from '../contract.ts'
import { names, readsLike } from './rules.ts'
import { earlierItems } from './store.ts'

const Said = z.strictObject({ zh: z.string().min(2), en: z.string().min(2) })
const Catalogue = z.strictObject({
  version: z.number().int().positive(),
  held: z.array(z.strictObject({ name: Said, words: z.array(z.string().min(2)).min(1), where: Said })).min(1),
})

const catalogue: z.infer<typeof Catalogue>['held'] = []

/** Reads `held-data-1.json` and makes it the program's; called by the roof at the start. */
export async function loadHeldData(folder: string): Promise<void> {
  const file = 'held-data-1.json'
  const parsed = Catalogue.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
  if (!parsed.success) throw new Error(`rule pack ${file}: ${z.prettifyError(parsed.error)}`)
  catalogue.splice(0, catalogue.length, ...parsed.data.held)
}

const yearMillis = 365 * 86_400_000
/** More of one kind tell nobody anything new. */
const most = 3

/** Where each of the things is to be had without asking: in the system, or from an earlier request to one of the units. */
export async function heldAlready(
  db: Db,
  whats: readonly string[],
  { unitIds, now }: { readonly unitIds: readonly string[]; readonly now: Date },
): Promise<Held[][]> {
  const since = new Date(now.getTime() - yearMillis)
  const found: Held[][] = []
  for (const what of whats) {
    const inSystem = catalogue
      .filter(({ words }) => names(what, words))
      .slice(0, most)
      .map(({ name, where }): Held => ({ from: 'system', name, where }))
    found.push([...inSystem, ...(await askedBefore(db, what, unitIds, since))])
  }
  return found
}

async function askedBefore(db: Db, what: string, unitIds: readonly string[], since: Date): Promise<Held[]> {
  const terms = searchTerms(what).filter((term) => [...term].length > 1)
  if (terms.length === 0 || unitIds.length === 0) return []
  const anyOf = terms.map((term) => `'${term.replace(/['\\]/g, '$&$&')}'`).join(' | ')
  const alike = readsLike(what, await earlierItems(db, { unitIds, since, anyOf })).slice(0, most)
  const senders = await unitsById(
    db,
    alike.map(({ senderId }) => senderId),
  )
  return alike.map(({ directiveId, title, what: asked, senderId, issuedAt }) => ({
    from: 'directive',
    directiveId,
    title,
    what: asked,
    sender: { id: senderId, name: senders.get(senderId)?.name ?? '' },
    issuedAt: issuedAt.toISOString(),
  }))
}
