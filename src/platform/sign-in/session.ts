/**
 * Sessions: an opaque 256-bit cookie whose hash lies in the database. Looked up at most once in a few seconds by each
 * process, so that a revoked session or role is gone everywhere within five seconds, and at once where it was revoked.
 */
import { createHash, randomBytes } from 'node:crypto'
import { type Actor, secondFactorOf } from '../access.ts'
import type { SessionInfo } from '../ctx.ts'
import type { Db } from '../db.ts'
import { newId } from '../id.ts'
import { Memory } from '../memory.ts'

const minute = 60_000

/** How long a session lives without being used, and at most. */
export interface SessionSpan {
  readonly idleMinutes: number
  readonly lifeMinutes: number
}

export interface SessionActor {
  readonly session: SessionInfo
  readonly actor: Actor
}
/** Finds the person behind a session, with unit and roles, or null if he may no longer enter. Given by the roof. */
export type ActorLoader = (db: Db, personId: string, now: Date) => Promise<Actor | null>

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export interface SessionSpec {
  readonly personId: string
  readonly kind: SessionInfo['kind']
  readonly deviceId: string | null
  readonly agent: string
  readonly secondFactorAt: Date | null
  readonly passwordDue: boolean
  readonly span: SessionSpan
}
/** The only copy of a session's token, and how long its cookie may live. */
export interface SessionToken {
  readonly id: string
  readonly token: string
  readonly maxAgeSeconds: number
}

export async function startSession(db: Db, spec: SessionSpec, now: Date): Promise<SessionToken> {
  const token = newSecret()
  const id = newId()
  await db
    .insertInto('platform_session')
    .values({
      id,
      token_hash: hashOf(token),
      person_id: spec.personId,
      kind: spec.kind,
      device_id: spec.deviceId,
      agent: spec.agent.slice(0, 200),
      started_at: now,
      second_factor_at: spec.secondFactorAt,
      password_due: spec.passwordDue,
      ...endsOf(spec.span, now),
    })
    .execute()
  return { id, token, maxAgeSeconds: spec.span.lifeMinutes * 60 }
}

/**
 * Gives a live session a new token and span after it has proven more; the old token is worth nothing from then on.
 * Null if the session has ended meanwhile.
 */
export async function rotateSession(
  db: Db,
  id: string,
  proven: { span: SessionSpan; secondFactorAt?: Date; deviceId?: string | null; passwordDue?: boolean },
  now: Date,
): Promise<(SessionToken & { readonly passwordDue: boolean }) | null> {
  const token = newSecret()
  const row = await db
    .updateTable('platform_session')
    .set({
      token_hash: hashOf(token),
      ...endsOf(proven.span, now),
      ...(proven.secondFactorAt === undefined ? {} : { second_factor_at: proven.secondFactorAt }),
      ...(proven.deviceId === undefined ? {} : { device_id: proven.deviceId }),
      ...(proven.passwordDue === undefined ? {} : { password_due: proven.passwordDue }),
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('password_due')
    .executeTakeFirst()
  if (row === undefined) return null
  return { id, token, maxAgeSeconds: proven.span.lifeMinutes * 60, passwordDue: row.password_due }
}

function endsOf(span: SessionSpan, now: Date): { idle_minutes: number; idle_until: Date; expires_at: Date } {
  return {
    idle_minutes: span.idleMinutes,
    idle_until: new Date(now.getTime() + span.idleMinutes * minute),
    expires_at: new Date(now.getTime() + span.lifeMinutes * minute),
  }
}

/**
 * Ends sessions of a person: one, or all (but one). Wall screens are ended one by one only. Returns the ids of those
 * that were alive. Call `forget` once this is committed.
 */
export async function endSessions(
  db: Db,
  personId: string,
  which: { only?: string; except?: string },
  now: Date,
): Promise<string[]> {
  let query = db
    .updateTable('platform_session')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
  query = which.only === undefined ? query.where('kind', '<>', 'kiosk') : query.where('id', '=', which.only)
  if (which.except !== undefined) query = query.where('id', '<>', which.except)
  return (await query.execute()).map((row) => row.id)
}

/** A session as its owner sees it in the list of his sessions. */
export interface LiveSession {
  readonly id: string
  readonly kind: SessionInfo['kind']
  readonly agent: string
  readonly deviceId: string | null
  readonly startedAt: Date
  readonly expiresAt: Date
}

/** The live sessions of a person, wall screens left out, the newest first. */
export function liveSessions(db: Db, personId: string, now: Date): Promise<LiveSession[]> {
  return db
    .selectFrom('platform_session')
    .select(['id', 'kind', 'agent', 'device_id as deviceId', 'started_at as startedAt', 'expires_at as expiresAt'])
    .where('person_id', '=', personId)
    .where('kind', '<>', 'kiosk')
    .where('ended_at', 'is', null)
    .where('idle_until', '>', now)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute()
}

/** `watch`: a page that is merely open asks, not a person who does something, so the session does not live longer for it. */
export type SessionUse = 'act' | 'watch'

/** Looks sessions up, remembering each answer for a few seconds. One a tenant and process. */
export class Sessions {
  readonly #db: Db
  readonly #load: ActorLoader
  readonly #memory = new Memory<SessionActor | null>()

  constructor(db: Db, load: ActorLoader) {
    this.#db = db
    this.#load = load
  }

  find(token: string, now: Date, use: SessionUse = 'act'): Promise<SessionActor | null> {
    const key = `${use} ${hashOf(token).toString('base64url')}`
    return this.#memory.find(key, now, () => this.#look(token, now, use))
  }

  async #look(token: string, now: Date, use: SessionUse): Promise<SessionActor | null> {
    const row = await this.#db
      .selectFrom('platform_session as s')
      .leftJoin('platform_account as a', 'a.person_id', 's.person_id')
      .select(['s.id', 's.person_id', 's.kind', 's.started_at', 's.second_factor_at', 's.password_due'])
      .select(['s.idle_minutes', 's.idle_until', 's.expires_at'])
      .select((eb) => eb('a.totp_sealed', 'is not', null).as('has_totp'))
      .where('s.token_hash', '=', hashOf(token))
      .where('s.ended_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined || row.idle_until <= now || row.expires_at <= now) return null
    const actor = await this.#load(this.#db, row.person_id, now)
    if (actor === null) return null
    if (use === 'act') await this.#prolong(row, now)
    const { kind } = row
    const { secondFactorAt, owes } = kind === 'normal' ? provenOf(row, actor) : { secondFactorAt: null, owes: null }
    return {
      session: { id: row.id, kind, secondFactorAt, owes, expiresAt: row.expires_at },
      // a wall screen is nobody: whoever set it up lends it his place, not his name or roles
      actor: kind === 'kiosk' ? { ...actor, name: '', staffNo: '', grants: [], standsIn: [] } : actor,
    }
  }

  /** Moves the idle end in steps of a sixth of its span, so that a read rarely writes and no trace of use is kept. */
  async #prolong(row: { id: string; idle_minutes: number; idle_until: Date }, now: Date): Promise<void> {
    const span = row.idle_minutes * minute
    if (row.idle_until.getTime() - now.getTime() > (span * 5) / 6) return
    await this.#db
      .updateTable('platform_session')
      .set({ idle_until: new Date(now.getTime() + span) })
      .where('id', '=', row.id)
      .where('ended_at', 'is', null)
      .execute()
  }
}

/** What a session has shown so far, measured by the roles its person holds at this moment, and what it still owes. */
function provenOf(
  row: { started_at: Date; second_factor_at: Date | null; password_due: boolean; has_totp: unknown },
  actor: Actor,
): Pick<SessionInfo, 'secondFactorAt' | 'owes'> {
  const asked = secondFactorOf(actor.grants.map((grant) => grant.role))
  const shown = row.second_factor_at
  // a second factor shown on this device in an earlier session does not do for a role that asks at each sign-in
  const secondFactorAt = asked === 'each_sign_in' && shown !== null && shown < row.started_at ? null : shown
  if (secondFactorAt === null && (asked !== 'none' || row.has_totp === true))
    return { secondFactorAt, owes: 'second_factor' }
  return { secondFactorAt, owes: row.password_due ? 'password' : null }
}
