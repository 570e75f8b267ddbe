/** How deputies are named and ended, and matters handed over. */
import { newId } from '#platform/id.ts'
import { handOver, listHandover } from '../../src/domains/matters/handover/contract.ts'
import { findMatter } from '../../src/domains/matters/store.ts'
import { endDeputy, findDeputies, listDeputies, nameDeputy } from '../../src/domains/org/deputies/contract.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import type { Stage } from './stage.ts'

const days = { from: '2026-11-16', until: '2026-11-20' }

async function personOf(stage: Stage, row: Row, caller: Parameters<Case['ask']>[2]): Promise<string> {
  if (row.mine && caller.actor !== null) return caller.actor.personId
  return (await stage.person(row.place)).personId
}

/** Deputyships of a person that have not ended. */
const lasting = (stage: Stage, personId: string) =>
  stage.world.db
    .selectFrom('org_deputy')
    .select('id')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()

export const deputyCases = casesOf([
  aCase(listDeputies, async (stage, row, caller) => {
    const id = await personOf(stage, row, caller)
    return { input: { id }, there: (reply) => shows(reply, id) }
  }),
  aCase(findDeputies, async (stage, row, caller) => {
    const id = await personOf(stage, row, caller)
    return { input: { id, q: '' }, there: (reply) => shows(reply, stage.locals[row.place].worker.personId) }
  }),
  aCase(
    nameDeputy,
    async (stage, row, caller) => {
      const id = await personOf(stage, row, caller)
      const deputyId = (await stage.person(row.place)).personId
      const input = { id, deputyId, grantId: null, ...days }
      return { input, there: async () => (await lasting(stage, id)).length === 1 }
    },
    'alone',
  ),
  aCase(
    endDeputy,
    async (stage, row, caller) => {
      const [id, personId] = [newId(), await personOf(stage, row, caller)]
      const deputy_id = (await stage.person(row.place)).personId
      const named = { named_by: personId, named_at: stage.world.now() }
      await stage
        .dbOf(row.place)
        .insertInto('org_deputy')
        .values({ id, person_id: personId, deputy_id, from_on: days.from, until_on: days.until, ...named })
        .execute()
      return { input: { id }, there: async () => (await lasting(stage, personId)).length === 0 }
    },
    'alone',
  ),
  aCase(listHandover, async (stage, { place }) => {
    const { id } = await stage.matter(place, { upTo: 'assigned' })
    return { input: { personId: stage.locals[place].worker.personId }, there: (reply) => shows(reply, id) }
  }),
  aCase(handOver, async (stage, { place }) => {
    const { id, events } = await stage.matter(place, { upTo: 'assigned' })
    const to = { what: 'person', id: (await stage.person(place)).personId }
    const input = { personId: stage.locals[place].worker.personId, matterIds: [id], to, reason: '工作移交' }
    return { input, there: async () => (await findMatter(stage.dbOf(place), id))?.events === events + 1 }
  }),
])
