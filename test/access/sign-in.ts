/** How somebody comes in, goes out and looks after his own account. */
import type { PlatformSession } from '#platform/db.gen.ts'
import { offerActivation } from '#platform/sign-in/account.ts'
import { codeHash, newCode } from '#platform/sign-in/code.ts'
import * as me from '../../src/domains/org/me/contract.ts'
import * as signIn from '../../src/domains/org/sign-in/contract.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import { anAccount, password } from './proofs.ts'
import type { Stage } from './stage.ts'

const hostOf = ({ place }: Row) => (place === 'other' ? { host: 'other.localhost' } : {})

/** How many live sessions of a kind a person has. */
const sessionsOf = async (stage: Stage, personId: string, kind: PlatformSession['kind'] = 'normal') =>
  (
    await stage.world.db
      .selectFrom('platform_session')
      .select('id')
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .where('ended_at', 'is', null)
      .execute()
  ).length

const accountOf = (stage: Stage, personId: string) =>
  stage.world.db.selectFrom('platform_account').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow()

/** Somebody with an account who is not the caller. */
async function somebody(stage: Stage): Promise<{ personId: string; login: string }> {
  const { personId, staffNo } = await stage.person('own')
  await anAccount(stage, personId, 'none')
  return { personId, login: staffNo }
}

let position = 0
const arrivals: Case[] = [
  aCase(signIn.getEntry, async (stage, row) => ({
    input: {},
    ...hostOf(row),
    there: (reply) => shows(reply, (row.place === 'other' ? stage.world.other : stage.world.home).tenant.name),
  })),
  aCase(
    signIn.enterDemo,
    async (stage, row) => {
      const { personId } = await stage.person(row.place)
      const said = { title_zh: '', title_en: '', hint_zh: '', hint_en: '', home: 'phone' as const }
      const entry = { person_id: personId, key: personId, position: ++position, ...said }
      await stage.dbOf(row.place).insertInto('org_demo_entry').values(entry).execute()
      return {
        input: { personId },
        ...hostOf(row),
        there: async () => (await sessionsOf(stage, personId, 'demo')) === 1,
      }
    },
    'alone',
  ),
  aCase(
    signIn.signIn,
    async (stage, row) => {
      const { personId, login } = await somebody(stage)
      return {
        input: { login, password },
        ...hostOf(row),
        there: async () => (await sessionsOf(stage, personId)) === 1,
      }
    },
    'alone',
  ),
  aCase(
    signIn.activate,
    async (stage) => {
      const { personId, staffNo } = await stage.person('own')
      const code = newCode(3)
      const until = new Date(stage.world.now().getTime() + 3_600_000)
      await offerActivation(stage.world.db, personId, codeHash(stage.world.keys, 'activation', code), until)
      const input = { login: staffNo, code, password }
      return { input, there: async () => (await accountOf(stage, personId)).password_hash !== null }
    },
    'alone',
  ),
  aCase(
    signIn.signOut,
    async () => ({ input: {}, there: (_, headers) => /nq=;.*Max-Age=0/.test(String(headers['set-cookie'])) }),
    'alone',
  ),
  aCase(
    signIn.showSecondFactor,
    async (stage, _row, { actor }) => {
      const code = actor === null ? '123456' : await anAccount(stage, actor.personId, 'used')
      const spent = async () => (await accountOf(stage, actor!.personId)).totp_last_step !== null
      return { input: { code }, there: spent }
    },
    'alone',
  ),
]

const own: Case[] = [
  aCase(
    me.getMe,
    async (_stage, _row, { actor }) => ({ input: {}, there: (reply) => shows(reply, actor!.personId) }),
    'alone',
  ),
  aCase(me.listSessions, async () => ({ input: {}, there: (reply) => shows(reply, '"current":true') })),
  aCase(
    me.endSession,
    async (stage, row, { actor }) => {
      const owner = row.mine && actor !== null ? actor : await stage.person(row.place)
      await stage.world.signIn(owner.personId, { db: stage.dbOf(row.place) })
      const sessions = stage.dbOf(row.place).selectFrom('platform_session').selectAll()
      const { id } = await sessions
        .where('person_id', '=', owner.personId)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      const ended = async () => (await sessions.where('id', '=', id).executeTakeFirstOrThrow()).ended_at !== null
      return { input: { id }, there: ended }
    },
    'alone',
  ),
  aCase(
    me.changePassword,
    async (stage, _row, { actor }) => {
      if (actor !== null) await anAccount(stage, actor.personId, 'none')
      const changed = async () => (await accountOf(stage, actor!.personId)).password_set_at?.getTime() !== 0
      return { input: { old: password, new: '南山雪化了以后 we walked home' }, there: changed }
    },
    'alone',
  ),
  aCase(
    me.beginSecondFactor,
    async (stage, _row, { actor }) => {
      if (actor !== null) await anAccount(stage, actor.personId, 'none')
      const offered = async () => (await accountOf(stage, actor!.personId)).totp_offered_sealed !== null
      return { input: {}, there: offered }
    },
    'alone',
  ),
  aCase(
    me.confirmSecondFactor,
    async (stage, _row, { actor }) => {
      const code = actor === null ? '123456' : await anAccount(stage, actor.personId, 'offered')
      const used = async () => (await accountOf(stage, actor!.personId)).totp_sealed !== null
      return { input: { code }, there: used }
    },
    'alone',
  ),
]

export const signInCases = casesOf([...arrivals, ...own])
