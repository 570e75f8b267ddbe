/** Makes the data of the "previous release": a small company with matters in many states, as a backup and what must be found in it. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { sequence } from '#platform/audit/audit.ts'
import { auditSigner } from '#platform/audit/checkpoint.ts'
import { takeBackup } from '#platform/backup/backup.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { purposeKeys } from '#platform/keys/purpose-keys.ts'
import type { SignedIn } from '#platform/routes.ts'
import { demoRegisters } from '../../src/demo/households.ts'
import type { MatterView, MoveName } from '../../src/domains/matters/contract.ts'
import { view } from '../../src/domains/matters/view/service.ts'
import { anAccount } from '../../src/domains/org/sign-in/factory.ts'
import { enter } from '../../src/domains/service/register/service.ts'
import { find } from '../../src/domains/service/service.ts'
import { openLoop } from '../world/loop.ts'
import { openWorld } from '../world/world.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
export const backupPath = here('previous-release.backup')
const factsPath = here('previous-release.json')
/** Of 32 sevens, as in all worlds of the tests. */
export const masterKey = Buffer.alloc(32, 7)

/** What is to be found again, in the words of the verbs. */
export interface Facts {
  readonly licence: string
  readonly product: string
  /** The newest checkpoint of the audit log, kept apart from the backup as an operator keeps it. */
  readonly checkpoint: string
  readonly entries: number
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Of somebody who needs no second factor. */
  readonly account: { readonly login: string; readonly password: string; readonly personId: string }
  readonly matters: readonly MatterFacts[]
  /** With holder and phone as they are shown, masked: they lie sealed in the backup. */
  readonly households: readonly {
    readonly customerNo: string
    readonly address: string
    readonly holder: string | null
    readonly phone: string | null
  }[]
}
export type MatterFacts = ReturnType<typeof factsOf> & { readonly seenBy: string }

export function factsOf({ id, number, title, text, state, verdict, dueAt, actions, history, mergedInto }: MatterView) {
  return {
    id,
    number,
    title,
    text,
    state,
    verdict,
    dueAt,
    mergedInto: mergedInto?.number ?? null,
    actions: actions.map((action) => action.text),
    history: history.map(({ act, at, by, data }) => ({ act, at, by, data })),
  }
}

export async function factsOfRelease(): Promise<Facts> {
  return JSON.parse(await readFile(factsPath, 'utf8'))
}

/** A demo that has begun is not told anew by the next start. */
async function markStarted(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(`update nuanqiao.tenant set demo_start = '2026-11-16T02:00:00Z' where schema = 'main'`)
  await owner.end()
}

export async function householdsOf(ctx: SignedIn): Promise<Facts['households']> {
  const { rows } = await find(ctx, { q: '样板家园' })
  return rows.map(({ customerNo, address, holder, phone }) => ({ customerNo, address, holder, phone }))
}

/** Each led a different way through the loop. */
const courses: readonly (readonly MoveName[])[] = [
  [],
  ['withdraw'],
  ['decline'],
  ['assign'],
  ['assign', 'ask'],
  ['assign', 'ask', 'reply', 'plan_action'],
  ['assign', 'ask_extension', 'grant_extension'],
  ['assign', 'hand_on'],
  ['assign', 'answer'],
  ['join', 'assign', 'answer', 'judge'],
]

export async function makePreviousRelease(): Promise<void> {
  const world = await openWorld()
  try {
    const loop = await openLoop(world)
    const ids: string[] = []
    for (const [n, course] of courses.entries()) {
      const id = await loop.raise({ text: `第 ${n + 1} 件：夜班值班室的热水器坏了两周，报修三次没有人来。` })
      world.pass({ minutes: 20 })
      await loop.lead(id, ...course)
      ids.push(id)
    }
    const merged = await loop.raise({ text: '夜班的热水器又坏了，和前面那一件是同一台。' })
    await loop.move('desk', merged, loop.says('merge', { intoId: ids[3]! }))
    ids.push(merged)
    const stations = [{ code: 'D1S1', name: '东一所', unitId: loop.units.station.id }]
    await enter(world.ctxOfNobody(), demoRegisters(stations, 12))
    await anAccount(world, loop.people.desk, { totp: true })
    const account = await anAccount(world, loop.people.raiser)
    await addJob(world.db, 'main', 'platform.housekeeping', {}, { runAt: new Date('2026-11-17T00:00:00Z') })
    const { size, note } = await sequence(world.db, auditSigner(purposeKeys(masterKey), 'main'), new Date())
    await markStarted(world.ownerUrl)
    const { version } = JSON.parse(await readFile(here('../../package.json'), 'utf8'))
    await takeBackup({ ownerUrl: world.ownerUrl, path: backupPath, tenant: 'main', files: null, product: version })
    const ctx = await world.ctxFor(loop.people.superior)
    const matters: MatterFacts[] = []
    for (const id of ids) matters.push({ ...factsOf(await view(ctx, { id })), seenBy: ctx.actor.personId })
    const facts: Facts = {
      licence: 'Apache-2.0; the company, its people and its homes are invented',
      product: version,
      checkpoint: note ?? '',
      entries: size,
      people: Object.values(loop.people).map(({ personId, name }) => ({ id: personId, name })),
      account: { ...account.proof, personId: account.personId },
      matters,
      households: await householdsOf(ctx),
    }
    await writeFile(factsPath, `${JSON.stringify(facts, null, 1)}\n`)
  } finally {
    await world.close()
  }
}
