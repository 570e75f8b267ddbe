/** Lost second factors: one administrator asks, another confirms, and only then is it taken off the account. */

import type { Db } from '../db.ts'
import { newId } from '../id.ts'
import { dropTotp } from './account.ts'

/** A second factor reported lost and not yet taken off. */
export interface FactorLoss {
  readonly id: string
  readonly personId: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly until: Date
}

/** Notes that a second factor is lost; an older request that ran out gives way. Null while another is still open. */
export async function askFactorLoss(db: Db, loss: Omit<FactorLoss, 'id'>): Promise<string | null> {
  const values = { person_id: loss.personId, asked_by: loss.askedBy, asked_at: loss.askedAt, until: loss.until }
  const row = await db
    .insertInto('platform_second_factor_loss')
    .values({ id: newId(), ...values })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .where('confirmed_at', 'is', null)
        .doUpdateSet(values)
        .where('platform_second_factor_loss.until', '<=', loss.askedAt),
    )
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The open requests, the oldest first. */
export function openFactorLosses(db: Db, now: Date): Promise<FactorLoss[]> {
  return db
    .selectFrom('platform_second_factor_loss')
    .select(['id', 'person_id as personId', 'asked_by as askedBy', 'asked_at as askedAt', 'until'])
    .where('confirmed_at', 'is', null)
    .where('until', '>', now)
    .orderBy('asked_at')
    .execute()
}

/** Confirms an open request, by another than who asked, and takes the second factor off. False if it is open no more. */
export async function confirmFactorLoss(db: Db, loss: FactorLoss, by: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('platform_second_factor_loss')
    .set({ confirmed_by: by, confirmed_at: now })
    .where('id', '=', loss.id)
    .where('confirmed_at', 'is', null)
    .where('asked_by', '=', loss.askedBy)
    .where('until', '>', now)
    .executeTakeFirst()
  if (Number(result.numUpdatedRows) !== 1) return false
  await dropTotp(db, loss.personId)
  return true
}
