/**
 * Sessions: an opaque 256-bit cookie whose hash lies in the database. Looked up at most once in a few seconds by each
 * process, so that a revoked session or role is gone everywhere within five seconds, and at once where it was revoked.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from './access.ts'
import type { SessionInfo } from './ctx.ts'
import type { Db } from './db.ts'
import { newId } from './id.ts'

const minute = 60_000
/** How long a session lives without being used, and at most (ASVS 5.0, 7.3). */
export const sessionSpans = { idleMinutes: 30, demoIdleMinutes: 24 * 60, absoluteHours: 12, kioskDays: 30 } as const
/** How long a lookup may be answered from memory. */
const cacheMillis = 3_000

export interface SessionActor {
  readonly session: SessionInfo
  readonly actor: Actor
}
/** Finds the person behind a session, with unit and roles, or null if he may no longer enter. Given by the roof. */
export type ActorLoader = (db: Db, personId: string) => Promise<Actor | null>

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** Starts a session; the returned token is the only copy. */
export async function startSession(
  db: Db,
  spec: {
    personId: string
    kind: SessionInfo['kind']
    deviceId: string | null
    agent: string
    secondFactorAt: Date | null
  },
  now: Date,
): Promise<{ id: string; token: string; maxAgeSeconds: number }> {
  const token = newSecret()
  const id = newId()
  const lifeMinutes = spec.kind === 'kiosk' ? sessionSpans.kioskDays * 24 * 60 : sessionSpans.absoluteHours * 60
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
      idle_until: new Date(now.getTime() + idleMinutes(spec.kind) * minute),
      expires_at: new Date(now.getTime() + lifeMinutes * minute),
    })
    .execute()
  return { id, token, maxAgeSeconds: lifeMinutes * 60 }
}

function idleMinutes(kind: SessionInfo['kind']): number {
  if (kind === 'kiosk') return sessionSpans.kioskDays * 24 * 60
  return kind === 'demo' ? sessionSpans.demoIdleMinutes : sessionSpans.idleMinutes
}

/** Ends sessions of a person; all of them, one, or all but one. Returns how many were alive. */
export async function endSessions(
  db: Db,
  personId: string,
  which: { only?: string; except?: string },
  now: Date,
): Promise<number> {
  let query = db
    .updateTable('platform_session')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
  if (which.only !== undefined) query = query.where('id', '=', which.only)
  if (which.except !== undefined) query = query.where('id', '<>', which.except)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

interface Cached {
  readonly found: Promise<SessionActor | null>
  readonly at: number
}

/** Looks sessions up, remembering each answer for a few seconds. One a tenant and process. */
export class Sessions {
  readonly #db: Db
  readonly #load: ActorLoader
  readonly #cache = new Map<string, Cached>()

  constructor(db: Db, load: ActorLoader) {
    this.#db = db
    this.#load = load
  }

  find(token: string, now: Date): Promise<SessionActor | null> {
    const key = hashOf(token).toString('base64url')
    const cached = this.#cache.get(key)
    if (cached !== undefined && Math.abs(now.getTime() - cached.at) < cacheMillis) return cached.found
    if (this.#cache.size > 20_000) this.#cache.clear()
    const found = this.#look(token, now)
    this.#cache.set(key, { found, at: now.getTime() })
    found.catch(() => this.#cache.delete(key))
    return found
  }

  /** Forgets what is remembered: after sign-out, a changed role, a changed password. */
  forget(): void {
    this.#cache.clear()
  }

  async #look(token: string, now: Date): Promise<SessionActor | null> {
    const row = await this.#db
      .selectFrom('platform_session')
      .select(['id', 'person_id', 'kind', 'second_factor_at', 'idle_until', 'expires_at'])
      .where('token_hash', '=', hashOf(token))
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined || row.idle_until <= now || row.expires_at <= now) return null
    const actor = await this.#load(this.#db, row.person_id)
    if (actor === null) return null
    const kind = row.kind as SessionInfo['kind']
    await this.#prolong(row.id, kind, row.idle_until, now)
    return {
      session: { id: row.id, kind, secondFactorAt: row.second_factor_at, expiresAt: row.expires_at },
      actor,
    }
  }

  /** Moves the idle end in steps of a sixth of its span, so that a read rarely writes and no trace of use is kept. */
  async #prolong(id: string, kind: SessionInfo['kind'], idleUntil: Date, now: Date): Promise<void> {
    const span = idleMinutes(kind) * minute
    if (idleUntil.getTime() - now.getTime() > (span * 5) / 6) return
    await this.#db
      .updateTable('platform_session')
      .set({ idle_until: new Date(now.getTime() + span) })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
  }
}
