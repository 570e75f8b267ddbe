/** How personal data is asked about, corrected and erased. */
import { newId } from '#platform/id.ts'
import { forget } from '#platform/memory.ts'
import * as privacy from '../../src/domains/privacy/contract.ts'
import { ask } from '../../src/domains/privacy/service.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import { anAccount, password } from './proofs.ts'
import type { Stage } from './stage.ts'

/** An officer at the place receives what is asked there. */
async function anOfficer(stage: Stage, row: Row): Promise<void> {
  await stage.person(row.place, ['hr'])
  forget()
}

/** Somebody at the place, who has left where the act wants that. */
async function somebody(stage: Stage, { place }: Row, hasLeft = false) {
  const person = await stage.person(place)
  const leftOn = hasLeft ? '2026-01-31' : null
  await stage.dbOf(place).updateTable('org_person').set({ left_on: leftOn }).where('id', '=', person.personId).execute()
  return person
}

const nameOf = async (stage: Stage, id: string) =>
  (await stage.world.db.selectFrom('org_person').select('name').where('id', '=', id).executeTakeFirst())?.name

const asked = { what: 'correction', about: 'staff', words: '姓名写错了' } as const

const all: Case[] = [
  aCase(
    privacy.getHeld,
    async (_stage, _row, caller) => ({
      input: {},
      there: (reply) => shows(reply, caller.actor!.staffNo) && shows(reply, 'platform_session'),
    }),
    'alone',
  ),
  aCase(
    privacy.listShownToMe,
    async (stage, row, caller) => {
      const person_id =
        row.mine && caller.actor !== null ? caller.actor.personId : (await stage.person(row.place)).personId
      const by_person = (await stage.person(row.place === 'other' ? 'other' : 'own')).personId
      const shown = { id: newId(), person_id, by_person, reason: stage.text(), at: stage.world.now() }
      await stage.dbOf(row.place).insertInto('org_phone_shown').values(shown).execute()
      return { input: {}, there: (reply) => shows(reply, shown.reason) }
    },
    'alone',
  ),
  {
    ...aCase(
      privacy.copyMine,
      async (stage, _row, caller) => {
        if (caller.actor !== null) await anAccount(stage, caller.actor.personId, 'none')
        return { input: { password }, there: (reply) => shows(reply, caller.actor!.staffNo) }
      },
      'alone',
    ),
    records: 'wrong guesses',
  },
  aCase(privacy.askAboutMine, async (stage, row) => {
    await anOfficer(stage, row)
    return { input: { ...asked, words: stage.text() }, there: (reply) => shows(reply, 'GX-2026-') }
  }),
  aCase(privacy.listRequests, async (stage, row) => {
    await anOfficer(stage, row)
    const words = stage.text()
    await ask(await stage.ctxAt(row.place, stage.locals[row.place].worker), { ...asked, words })
    return { input: {}, there: (reply) => shows(reply, words) }
  }),
  aCase(privacy.askForSomebody, async (stage, row) => {
    await anOfficer(stage, row)
    const { personId: id } = await somebody(stage, row, true)
    return { input: { id, ...asked }, there: (reply) => shows(reply, 'GX-2026-') }
  }),
  aCase(privacy.findPeople, async (stage, row) => {
    const { staffNo } = await somebody(stage, row, true)
    return { input: { q: staffNo }, there: (reply) => shows(reply, staffNo) }
  }),
  aCase(privacy.getErasurePlan, async (stage, row) => {
    const { personId: id } = await somebody(stage, row)
    return { input: { id }, there: (reply) => shows(reply, 'still_employed') }
  }),
  aCase(privacy.correctPerson, async (stage, row) => {
    const { personId: id } = await somebody(stage, row)
    const name = stage.text().slice(0, 6)
    return { input: { id, name }, there: async () => (await nameOf(stage, id)) === name }
  }),
  aCase(privacy.erasePerson, async (stage, row) => {
    const { personId: id, staffNo } = await somebody(stage, row, true)
    return { input: { id, staffNo }, there: async () => (await nameOf(stage, id)) === '原职工' }
  }),
]

export const privacyCases = casesOf(all)
