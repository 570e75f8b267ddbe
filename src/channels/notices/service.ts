/** The reader's side of notices. What is written here is his own affair and nobody's record, but for his settings. */

import { inbox } from '#domains/matters/inbox/service.ts'
import { mine } from '#domains/matters/lists/service.ts'
import { factsOf, namesFor, settledFor } from '#domains/matters/news/service.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type {
  countNotices,
  getDigest,
  listNotices,
  NoticeGroup,
  NoticeSettings,
  NoticeView,
  seeNotices,
  setNoticeSettings,
} from './contract.ts'
import { noticePack } from './pack.ts'
import { quietOf } from './receiver.ts'
import { weekBegins } from './rules.ts'
import {
  deliveredTo,
  markSeen,
  type NoticeRecord,
  nextDelivery,
  type SettingRecord,
  saveSetting,
  settingsOf,
  unseenBy,
} from './store.ts'

const page = 50
/** More than this many are not counted. */
const countAtMost = 100

/** What reached the caller, by matter; of matters that he may no longer see nothing is shown. */
export async function notices(
  ctx: SignedIn,
  { after }: ParsedInputOf<typeof listNotices>,
): Promise<OutputOf<typeof listNotices>> {
  const rows = await deliveredTo(ctx.db, ctx.actor.personId, ctx.now, after ?? null, page + 1)
  const shown = rows.slice(0, page)
  const names = await namesFor(
    ctx,
    shown.flatMap(({ matter_id }) => matter_id ?? []),
  )
  const told = shown.filter((row) => row.matter_id === null || names.has(row.matter_id))
  const facts = await factsOf(
    ctx.db,
    told.flatMap(({ event_of, seq }) => (event_of === null || seq === null ? [] : [{ matterId: event_of, seq }])),
  )
  const groups = new Map<string, NoticeGroup & { notices: NoticeView[] }>()
  for (const row of told) {
    const key = row.matter_id ?? row.id
    const group = groups.get(key) ?? { matter: names.get(key) ?? null, notices: [] }
    groups.set(key, group)
    group.notices.push(viewOf(row, facts))
  }
  return { groups: [...groups.values()], next: rows.length > page ? shown.at(-1)!.id : null }
}

function viewOf(row: NoticeRecord, facts: Awaited<ReturnType<typeof factsOf>>): NoticeView {
  const { id, relation, act, deliver_at, seen, event_of, seq } = row
  return {
    ...{ id, relation, act, seen },
    at: deliver_at.toISOString(),
    facts: event_of === null || seq === null ? {} : facts(event_of, seq),
  }
}

export async function count(ctx: SignedIn): Promise<OutputOf<typeof countNotices>> {
  const next = await nextDelivery(ctx.db, ctx.actor.personId, ctx.now)
  return { unseen: await unseenOf(ctx), nextAt: next?.toISOString() ?? null }
}

/** As the list would show them: what the caller may no longer see is not counted. */
async function unseenOf(ctx: SignedIn): Promise<number> {
  const matters = await unseenBy(ctx.db, ctx.actor.personId, ctx.now, countAtMost)
  const names = await namesFor(
    ctx,
    matters.filter((id) => id !== null),
  )
  return matters.filter((id) => id === null || names.has(id)).length
}

/** Not an act that is recorded: when somebody read something is nobody's business, the audit log's neither. */
export async function see(
  ctx: SignedIn,
  { matterId }: ParsedInputOf<typeof seeNotices>,
): Promise<OutputOf<typeof seeNotices>> {
  await markSeen(ctx.db, ctx.actor.personId, matterId ?? null, ctx.now)
  return { unseen: await unseenOf(ctx) }
}

export async function settings(ctx: SignedIn): Promise<NoticeSettings> {
  const { personId } = ctx.actor
  return settingsView((await settingsOf(ctx.db, [personId])).get(personId))
}

export function set(ctx: SignedIn, input: ParsedInputOf<typeof setNoticeSettings>): Promise<NoticeSettings> {
  return inTransaction(ctx, async (tx) => {
    const { personId } = ctx.actor
    const now = settingsView((await settingsOf(tx.db, [personId])).get(personId))
    const { quietFrom = now.quietFrom, quietTo = now.quietTo } = input
    if (!now.fromChoices.includes(quietFrom) || !now.toChoices.includes(quietTo))
      throw new Refusal('bad_input', 'channels.not_such_hours')
    const setting: SettingRecord = {
      person_id: personId,
      quiet_from: quietFrom,
      quiet_to: quietTo,
      rest_days: input.restDays ?? now.restDays,
      digest: input.digest ?? now.digest,
    }
    await saveSetting(tx.db, setting)
    record(tx, { act: 'channels.set_notices', subject: { kind: 'person', id: personId }, change: input })
    return settingsView(setting)
  })
}

function settingsView(setting: SettingRecord | undefined): NoticeSettings {
  const { from, to, restDays } = quietOf(setting)
  const { fromChoices, toChoices } = noticePack().quiet
  return { quietFrom: from, quietTo: to, restDays, digest: setting?.digest ?? true, fromChoices, toChoices }
}

/** The caller's own week as it stands now: made when it is read. */
export async function digest(ctx: SignedIn): Promise<OutputOf<typeof getDigest>> {
  const raised = (await mine(ctx, {})).rows
    .filter(({ state }) => !ended.includes(state))
    .map(({ id, number, title, state }) => ({ id, number, title, state }))
  const waiting = (await inbox(ctx, { all: 'true' })).rows
  const week = weekBegins(ctx.calendar, ctx.now, noticePack().digest.weekday)
  return { raised, waiting, settled: await settledFor(ctx, new Date(week.getTime() - 7 * 86_400_000)) }
}
const ended: readonly string[] = ['settled', 'withdrawn']
