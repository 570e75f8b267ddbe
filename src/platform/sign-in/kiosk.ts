/** Wall screens: a code shown once becomes a read-only session without personal data, listed and revocable. */
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { newId } from '../id.ts'

export interface Kiosk {
  readonly id: string
  readonly name: string
  readonly unitId: string
  readonly madeBy: string
  readonly madeAt: Date
  /** Null until the screen has entered its code. */
  readonly sessionId: string | null
  /** When the code, or the session, ends. */
  readonly until: Date
}

export async function makeKiosk(
  db: Db,
  spec: { name: string; unitId: string; madeBy: string; codeHash: Buffer; codeUntil: Date },
  now: Date,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('platform_kiosk')
    .values({
      id,
      name: spec.name,
      unit_id: spec.unitId,
      made_by: spec.madeBy,
      made_at: now,
      code_hash: spec.codeHash,
      code_until: spec.codeUntil,
    })
    .execute()
  return id
}

function live(db: Db, now: Date) {
  return db
    .selectFrom('platform_kiosk as k')
    .leftJoin('platform_session as s', 's.id', 'k.session_id')
    .select(['k.id', 'k.name', 'k.unit_id as unitId', 'k.made_by as madeBy', 'k.made_at as madeAt'])
    .select('k.session_id as sessionId')
    .select(sql<Date>`coalesce(s.expires_at, k.code_until)`.as('until'))
    .where('k.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('k.session_id', 'is', null), eb('k.code_until', '>', now)]),
        eb.and([eb('s.ended_at', 'is', null), eb('s.expires_at', '>', now)]),
      ]),
    )
}

/** Screens that show something, or whose code still waits to be entered; the newest first. */
export function liveKiosks(db: Db, now: Date): Promise<Kiosk[]> {
  return live(db, now).orderBy('k.id', 'desc').execute()
}

export async function kioskById(db: Db, id: string, now: Date): Promise<Kiosk | null> {
  return (await live(db, now).where('k.id', '=', id).executeTakeFirst()) ?? null
}

export async function kioskOfSession(db: Db, sessionId: string, now: Date): Promise<Kiosk | null> {
  return (await live(db, now).where('k.session_id', '=', sessionId).executeTakeFirst()) ?? null
}

/** Takes the code out of use for the one who came first; null where it is unknown, used, ended or too old. */
export async function spendKioskCode(
  db: Db,
  codeHash: Buffer,
  now: Date,
): Promise<{ id: string; madeBy: string; name: string } | null> {
  const row = await db
    .updateTable('platform_kiosk')
    .set({ code_hash: null })
    .where('code_hash', '=', codeHash)
    .where('code_until', '>', now)
    .where('ended_at', 'is', null)
    .returning(['id', 'made_by as madeBy', 'name'])
    .executeTakeFirst()
  return row ?? null
}

export async function joinKiosk(db: Db, id: string, sessionId: string): Promise<void> {
  await db.updateTable('platform_kiosk').set({ session_id: sessionId }).where('id', '=', id).execute()
}

/** Ends a screen; its session is ended by the caller. False where it had ended already. */
export async function endKiosk(db: Db, id: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('platform_kiosk')
    .set({ ended_at: now, code_hash: null })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}
