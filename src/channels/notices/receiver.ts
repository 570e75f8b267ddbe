/** Makes notices of the news of matters, in the transaction that takes the news from the outbox: once each, or not at all. */
import { concerns } from '#domains/matters/news/contract.ts'
import { concernedBy } from '#domains/matters/news/service.ts'
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
    for (const { tenant, kind, subject, seq } of news) {
      if (kind === 'matter' && seq !== undefined) await tell(db, calendarOf(tenant), subject, seq)
    }
  }
}

type Told = Pick<NewNotice, 'person_id' | 'relation' | 'matter_id'>

async function tell(db: Db, cal: Calendar, matterId: string, seq: number): Promise<void> {
  const event = await concernedBy(db, matterId, seq)
  if (event === null) return
  const told = new Map<string, Told>()
  for (const concern of concerns) {
    if (!isTold(event.act, concern)) continue
    for (const one of event.people) {
      if (one.concern !== concern) continue
      if (one.matterId !== matterId && !outcomes.includes(event.act)) continue
      for (const id of one.ids) {
        if (id === event.byPerson || told.has(id)) continue
        told.set(id, { person_id: id, relation: concern, matter_id: one.matterId })
      }
    }
  }
  const settings = await settingsOf(db, [...told.keys()])
  const { act, at } = event
  const notices = [...told.values()].map((one): NewNotice => {
    const urgent = one.relation !== 'digest' && isUrgent(event.aroundTheClock, one.relation)
    const deliver_at = urgent ? at : deliverAt(cal, at, quietOf(settings.get(one.person_id)))
    return { id: newId(), ...one, act, event_of: matterId, seq, at, deliver_at }
  })
  await insertNotices(db, notices)
}

/** The quiet hours of a person: his own, or those of the rule pack. */
export function quietOf(setting: SettingRecord | undefined): Quiet {
  if (setting === undefined) return noticePack().quiet
  return { from: setting.quiet_from, to: setting.quiet_to, restDays: setting.rest_days }
}
