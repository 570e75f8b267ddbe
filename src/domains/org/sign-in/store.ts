/** Sign-in store: whom a visitor of the demo may enter as. */
import type { Db } from '#platform/db.ts'
import type { Home } from './contract.ts'

/** One way into the demo, in the order in which the entry page shows them. */
export interface DemoEntry {
  readonly personId: string
  /** Stays the same from one demo world to the next; the browser tests enter by it. */
  readonly key: string
  readonly order: number
  readonly title: { readonly zh: string; readonly en: string }
  readonly hint: { readonly zh: string; readonly en: string }
  readonly home: Home
}

/** The ways into the demo with the people's names; who has left is left out. */
export async function selectDemoEntries(db: Db): Promise<(DemoEntry & { name: string; unitId: string })[]> {
  const rows = await db
    .selectFrom('org_demo_entry as e')
    .innerJoin('org_person as p', 'p.id', 'e.person_id')
    .selectAll('e')
    .select(['p.name', 'p.unit_id'])
    .where('p.left_on', 'is', null)
    .orderBy('e.position')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    key: row.key,
    order: row.position,
    title: { zh: row.title_zh, en: row.title_en },
    hint: { zh: row.hint_zh, en: row.hint_en },
    home: row.home as Home,
    name: row.name,
    unitId: row.unit_id,
  }))
}

/** Puts these ways in place of all before. */
export async function replaceDemoEntries(db: Db, entries: readonly DemoEntry[]): Promise<void> {
  await db.deleteFrom('org_demo_entry').execute()
  if (entries.length === 0) return
  await db
    .insertInto('org_demo_entry')
    .values(
      entries.map((entry) => ({
        person_id: entry.personId,
        key: entry.key,
        position: entry.order,
        title_zh: entry.title.zh,
        title_en: entry.title.en,
        hint_zh: entry.hint.zh,
        hint_en: entry.hint.en,
        home: entry.home,
      })),
    )
    .execute()
}
