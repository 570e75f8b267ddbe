/** How people, accounts, wall screens and the roster are asked for. */

import { newId } from '#platform/id.ts'
import { codeHash } from '#platform/sign-in/code.ts'
import { makeKiosk as keepKiosk } from '#platform/sign-in/kiosk.ts'
import { newSecret } from '#platform/sign-in/totp.ts'
import * as accounts from '../../src/domains/org/accounts/contract.ts'
import * as org from '../../src/domains/org/contract.ts'
import * as kiosk from '../../src/domains/org/kiosk/contract.ts'
import * as roster from '../../src/domains/org/roster/contract.ts'
import { csvOf, header } from '../../src/domains/org/roster/factory.ts'
import { upload as keepRoster } from '../../src/domains/org/roster/service.ts'
import { setPhone } from '../../src/domains/org/service.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import { sealedTotp } from './proofs.ts'
import type { Stage } from './stage.ts'

let phones = 13_000_000_000
const newPhone = (): string => String(++phones)

/** The person whom a row speaks of: the caller, or somebody at the place; `keeper` holds a role that runs the system. */
async function personOf(stage: Stage, row: Row, caller: Parameters<Case['ask']>[2]): Promise<string> {
  if (row.mine && caller.actor !== null) return caller.actor.personId
  return (await stage.person(row.place, row.variant.includes('keeper') ? ['hr'] : [])).personId
}

/** A case about one person by id. */
const ofPerson = (
  endpoint: Case['endpoint'],
  input: (id: string) => Record<string, unknown>,
  before: Before,
  there: There,
) =>
  aCase(
    endpoint,
    async (stage, row, caller) => {
      const personId = await personOf(stage, row, caller)
      await before?.(stage, row, personId, caller)
      return { input: input(personId), there: (reply) => there(reply, personId, stage) }
    },
    'alone',
  )
type Before = ((stage: Stage, row: Row, personId: string, caller: Parameters<Case['ask']>[2]) => Promise<void>) | null
type There = (reply: unknown, personId: string, stage: Stage) => boolean | Promise<boolean>

const showsPerson: There = (reply, personId) => shows(reply, personId)

const withPhone: Before = async (stage, { place }, personId) =>
  setPhone(stage.dbOf(place), stage.world.keys, personId, newPhone())

const withFactor: Before = async (stage, { place }, personId) => {
  const totp_sealed = sealedTotp(stage.world.keys, personId, newSecret())
  const db = stage.dbOf(place)
  await db
    .insertInto('platform_account')
    .values({ person_id: personId, totp_sealed })
    .onConflict((on) => on.column('person_id').doUpdateSet({ totp_sealed }))
    .execute()
}

const locked: Before = async (stage, { place }, personId) => {
  const until = new Date(stage.world.now().getTime() + 60_000)
  const limit = { name: `${personId}/password/elsewhere`, n: 5, since: stage.world.now(), blocked_until: until }
  await stage.dbOf(place).insertInto('platform_limit').values(limit).execute()
}

/** The second factor is reported lost: by the caller where the row says so, else by another keeper. */
const reported: Before = async (stage, row, personId, caller) => {
  await withFactor(stage, row, personId, caller)
  const by = row.variant.includes('reported by me') ? caller.actor : null
  const asked_by = by?.personId ?? (await stage.person(row.place)).personId
  const until = new Date(stage.world.now().getTime() + 3_600_000)
  const loss = { id: newId(), person_id: personId, asked_by, asked_at: stage.world.now(), until }
  await stage.dbOf(row.place).insertInto('platform_second_factor_loss').values(loss).execute()
}

const account = (stage: Stage, personId: string) =>
  stage.world.db.selectFrom('platform_account').selectAll().where('person_id', '=', personId).executeTakeFirst()

const peopleCases: Case[] = [
  aCase(org.listUnits, async (stage, { place }) => ({
    input: {},
    there: (reply) => shows(reply, stage.locals[place].unit.id),
  })),
  aCase(org.searchPeople, async (stage, { place }) => {
    const person = await stage.person(place)
    return { input: { q: person.staffNo }, there: (reply) => shows(reply, person.personId) }
  }),
  aCase(org.listUnitPeople, async (stage, { place }) => {
    const { unit, worker } = stage.locals[place]
    return { input: { id: unit.id }, there: (reply) => shows(reply, worker.personId) }
  }),
  ofPerson(org.getPerson, (id) => ({ id }), null, showsPerson),
  aCase(
    org.grantRole,
    async (stage, row, caller) => {
      const id = await personOf(stage, row, caller)
      const role = row.variant.includes('administrator') ? 'system_admin' : 'union'
      const unitId = stage.locals[row.place].unit.id
      const held = () =>
        stage.world.db
          .selectFrom('org_role_grant')
          .select('id')
          .where('person_id', '=', id)
          .where('role', '=', role)
          .execute()
      return { input: { id, role, unitId }, there: async () => (await held()).length === 1 }
    },
    'alone',
  ),
  aCase(org.revokeRole, async (stage, { place }) => {
    const { personId: id } = await stage.person(place, ['union'])
    const grants = stage.dbOf(place).selectFrom('org_role_grant').selectAll().where('person_id', '=', id)
    const { id: grantId } = await grants.executeTakeFirstOrThrow()
    return { input: { id, grantId }, there: async () => (await grants.executeTakeFirstOrThrow()).revoked_at !== null }
  }),
  ofPerson(
    org.showPhone,
    (id) => ({ id, reason: '夜间抢修需要联系' }),
    withPhone,
    async (reply, personId, stage) => {
      const kept = stage.world.db.selectFrom('org_phone_shown').select('reason').where('person_id', '=', personId)
      return shows(reply, '"13') && (await kept.execute()).length === 1
    },
  ),
  aCase(org.listPhonesShown, async (stage, { place }) => {
    const { personId: person_id } = await stage.person(place)
    const reason = stage.text()
    const by_person = stage.locals[place].worker.personId
    const row = { id: newId(), person_id, by_person, reason, at: stage.world.now() }
    await stage.dbOf(place).insertInto('org_phone_shown').values(row).execute()
    return { input: {}, there: (reply) => shows(reply, reason) }
  }),
]

const accountCases: Case[] = [
  ofPerson(accounts.getAccount, (personId) => ({ personId }), null, showsPerson),
  ofPerson(
    accounts.issueActivation,
    (personId) => ({ personId }),
    null,
    async (_, personId, stage) => (await account(stage, personId))?.activation_hash != null,
  ),
  ofPerson(
    accounts.unlockAccount,
    (personId) => ({ personId }),
    locked,
    async (_, personId, stage) => {
      const limits = stage.world.db.selectFrom('platform_limit').select('n').where('name', 'like', `${personId}/%`)
      return (await limits.execute()).length === 0
    },
  ),
  ofPerson(
    accounts.reportFactorLoss,
    (personId) => ({ personId }),
    withFactor,
    async (_, personId, stage) => {
      const losses = stage.world.db
        .selectFrom('platform_second_factor_loss')
        .select('id')
        .where('person_id', '=', personId)
      return (await losses.execute()).length === 1
    },
  ),
  ofPerson(
    accounts.confirmFactorLoss,
    (personId) => ({ personId }),
    reported,
    async (_, personId, stage) => (await account(stage, personId))?.totp_sealed === null,
  ),
  aCase(accounts.listFactorLosses, async (stage, row, caller) => {
    const { personId } = await stage.person(row.place)
    await reported(stage, row, personId, caller)
    return { input: {}, there: (reply) => shows(reply, personId) }
  }),
]

/** A wall screen of a place that waits for its code. */
async function aScreen(stage: Stage, { place }: Row, code: string): Promise<string> {
  const { unit, secretary } = stage.locals[place]
  const hash = codeHash(stage.world.keys, 'kiosk', code)
  const codeUntil = new Date(stage.world.now().getTime() + 3_600_000)
  const spec = { name: '调度大厅', unitId: unit.id, madeBy: secretary.personId, codeHash: hash, codeUntil }
  return keepKiosk(stage.dbOf(place), spec, stage.world.now())
}
let codes = 0
const newCodeText = (): string => `CODE-${String(++codes).padStart(8, '0')}`

const kioskCases: Case[] = [
  aCase(kiosk.listKiosks, async (stage, row) => {
    const id = await aScreen(stage, row, newCodeText())
    return { input: {}, there: (reply) => shows(reply, id) }
  }),
  aCase(kiosk.makeKiosk, async (stage, { place }) => {
    const name = stage.text()
    const made = stage.world.db.selectFrom('platform_kiosk').select('id').where('name', '=', name)
    return {
      input: { name, unitId: stage.locals[place].unit.id },
      there: async () => (await made.execute()).length === 1,
    }
  }),
  aCase(kiosk.endKiosk, async (stage, row) => {
    const id = await aScreen(stage, row, newCodeText())
    const ended = stage.world.db.selectFrom('platform_kiosk').select('ended_at').where('id', '=', id)
    return { input: { id }, there: async () => (await ended.executeTakeFirstOrThrow()).ended_at !== null }
  }),
  {
    ...aCase(
      kiosk.enterKiosk,
      async (stage, row) => {
        const code = newCodeText()
        const id = await aScreen(stage, row, code)
        const entered = stage.world.db.selectFrom('platform_kiosk').select('session_id').where('id', '=', id)
        return { input: { code }, there: async () => (await entered.executeTakeFirstOrThrow()).session_id !== null }
      },
      'alone',
    ),
    records: 'wrong guesses',
  },
  aCase(kiosk.getWallScreen, async () => ({ input: {}, there: (reply) => shows(reply, '大厅') })),
]

const rosterBytes = (stage: Stage, staffNo: string, place: Row['place'] = 'own'): Buffer => {
  const { above, own, other } = stage.locals
  const person = [
    staffNo,
    '新立秋',
    place === 'other' ? other.unit.name : `${above.unit.name}/${own.unit.name}`,
    '',
    '',
    '',
    '',
    '',
    '',
  ]
  return Buffer.from(csvOf([header, person]))
}
let hired = 0
const newStaffNo = (): string => `NEW${String(++hired).padStart(5, '0')}`

const anAdministrator = async (stage: Stage) => (await stage.newCaller('system_admin')).actor!

/** A preview that the caller made himself, or that somebody else made. */
async function aPreview(
  stage: Stage,
  row: Row,
  caller: Parameters<Case['ask']>[2],
): Promise<{ id: string; staffNo: string }> {
  const staffNo = newStaffNo()
  const mine = row.mine && caller.column === 'system_admin' ? caller.actor : null
  const place = row.place === 'other' ? 'other' : 'own'
  const stranger = () => (place === 'other' ? stage.person('other', ['system_admin']) : anAdministrator(stage))
  const ctx = await stage.ctxAt(place, mine ?? (await stranger()))
  const input = { fileName: 'roster.csv', absentLeave: 'no' } as const
  const { id } = await keepRoster({ ...ctx, bytes: rosterBytes(stage, staffNo, place) }, input)
  return { id, staffNo }
}

const rosterCases: Case[] = [
  aCase(roster.downloadRosterTemplate, async () => ({
    input: {},
    there: (_, headers) => String(headers['content-disposition']).startsWith('attachment'),
  })),
  aCase(roster.uploadRoster, async (stage) => {
    const fileName = `${stage.text()}.csv`
    const kept = stage.world.db.selectFrom('org_roster_import').select('state').where('file_name', '=', fileName)
    return {
      input: { fileName },
      bytes: { content: rosterBytes(stage, newStaffNo()), type: 'text/csv' },
      there: async () => (await kept.executeTakeFirst())?.state === 'checked',
    }
  }),
  aCase(
    roster.getRosterImport,
    async (stage, row, caller) => {
      const { id } = await aPreview(stage, row, caller)
      return { input: { id }, there: (reply) => shows(reply, id) }
    },
    'alone',
  ),
  aCase(
    roster.listRosterLines,
    async (stage, row, caller) => {
      const { id, staffNo } = await aPreview(stage, row, caller)
      return { input: { id, part: 'new' }, there: (reply) => shows(reply, staffNo) }
    },
    'alone',
  ),
  aCase(
    roster.confirmRoster,
    async (stage, row, caller) => {
      const { id, staffNo } = await aPreview(stage, row, caller)
      const hiredNow = stage.world.db.selectFrom('org_person').select('id').where('staff_no', '=', staffNo)
      return { input: { id }, there: async () => (await hiredNow.execute()).length === 1 }
    },
    'alone',
  ),
]

export const orgCases = casesOf([...peopleCases, ...accountCases, ...kioskCases, ...rosterCases])
