/** Makes notices of the news of matters, in the transaction that takes the news from the outbox: once each, or not at all. */
import { concerns } from '#domains/matters/news/contract.ts'
import { type Concerned, concernedBy } from '#domains/matters/news/service.ts'
import type { Calendar } from '#platform/calendar/calendar.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { Receiver } from '#platform/news/outbox.ts'
import { isTold, isUrgent, outcomes } from './hears.ts'
import { noticePack } from './pack.ts'
import { deliverAt, type Quiet } from './rules.ts'
import { insertNotices, type NewNotice, type SettingRecord, settingsOf } from './store.ts'

/** `calendarOf` knows the calendar of each tenant by its schema. */
export function noticeReceiver(calendarOf: (schema: string) => Calendar): Receiver {
  return async (db, news) => {
    const ofMatters = news.flatMap(({ tenant, kind, subject, seq }) =>
      kind === 'matter' && seq !== undefined ? [{ tenant, matterId: subject, seq }] : [],
    )
    if (ofMatters.length > 0) await tell(db, calendarOf(ofMatters[0]!.tenant), ofMatters)
  }
}

type Told = Pick<NewNotice, 'person_id' | 'relation' | 'matter_id' | 'event_of' | 'seq' | 'act' | 'at'> & {
  readonly urgent: boolean
}

async function tell(db: Db, cal: Calendar, news: readonly { matterId: string; seq: number }[]): Promise<void> {
  const events = await concernedBy(db, news)
  const told = news.flatMap(({ matterId, seq }, i) => toldOf(events[i] ?? null, matterId, seq))
  const settings = await settingsOf(db, [...new Set(told.map(({ person_id }) => person_id))])
  const deliveries = new Deliveries(cal)
  const notices = told.map(({ urgent, ...one }): NewNotice => {
    const deliver_at = urgent ? one.at : deliveries.of(one.at, settings.get(one.person_id))
    return { id: newId(), ...one, deliver_at }
  })
  await insertNotices(db, notices)
}

/** When notices reach people, reckoned once for all who have set nothing and hear of the same event. */
class Deliveries {
  readonly #cal: Calendar
  #last: { readonly at: Date; readonly usual: Date } | null = null

  constructor(cal: Calendar) {
    this.#cal = cal
  }

  of(at: Date, setting: SettingRecord | undefined): Date {
    if (setting !== undefined) return deliverAt(this.#cal, at, quietOf(setting))
    if (this.#last?.at !== at) this.#last = { at, usual: deliverAt(this.#cal, at, quietOf(undefined)) }
    return this.#last.usual
  }
}

/** Who hears of an event: each person once, as the first that he is. */
function toldOf(event: Concerned | null, matterId: string, seq: number): Told[] {
  if (event === null) return []
  const { act, at } = event
  const told = new Map<string, Told>()
  for (const concern of concerns) {
    if (!isTold(act, concern)) continue
    for (const one of event.people) {
      if (one.concern !== concern) continue
      if (one.matterId !== matterId && !outcomes.includes(act)) continue
      const urgent = isUrgent(event.aroundTheClock, concern)
      for (const id of one.ids) {
        if (id === event.byPerson || told.has(id)) continue
        told.set(id, {
          person_id: id,
          relation: concern,
          matter_id: one.matterId,
          event_of: matterId,
          seq,
          act,
          at,
          urgent,
        })
      }
    }
  }
  return [...told.values()]
}

/** The quiet hours of a person: his own, or those of the rule pack. */
export function quietOf(setting: SettingRecord | undefined): Quiet {
  if (setting === undefined) return noticePack().quiet
  return { from: setting.quiet_from, to: setting.quiet_to, restDays: setting.rest_days }
}
