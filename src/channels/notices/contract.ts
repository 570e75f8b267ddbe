/**
 * Notices: what happened with a matter, told to whom it concerns, in the product itself. They hold ids; the words are made when they
 * are read, by what the reader may see then. Seen or not is the reader's own mark, shown to nobody else.
 */
import { z } from 'zod'
import { InboxRow } from '#domains/matters/inbox/contract.ts'
import { concerns, EventFacts, MatterName } from '#domains/matters/news/contract.ts'
import { endpoint } from '#platform/endpoint.ts'

export const NoticeView = z.object({
  id: z.uuid(),
  relation: z.enum([...concerns, 'digest']),
  act: z.string(),
  /** When it reached the reader. */
  at: z.iso.datetime(),
  seen: z.boolean(),
  facts: EventFacts,
})
export type NoticeView = z.infer<typeof NoticeView>

/** The notices of one matter, newest first; null: the weekly digest. */
export const NoticeGroup = z.object({ matter: MatterName.nullable(), notices: z.array(NoticeView) })
export type NoticeGroup = z.infer<typeof NoticeGroup>

export const listNotices = endpoint({
  method: 'GET',
  path: '/notices',
  caller: 'employee',
  summary: 'What concerned the caller, newest first, by matter. Only what has been delivered and he may still see.',
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({ groups: z.array(NoticeGroup), next: z.uuid().nullable() }),
})

export const countNotices = endpoint({
  method: 'GET',
  path: '/notices/count',
  caller: 'employee',
  summary: 'How many delivered notices the caller has not marked as seen, and when the next one will be delivered.',
  input: z.object({}),
  output: z.object({ unseen: z.number().int(), nextAt: z.iso.datetime().nullable() }),
})

export const seeNotices = endpoint({
  method: 'POST',
  path: '/notices/seen',
  caller: 'employee',
  summary: 'Marks the delivered notices of one matter, or all, as seen. Nobody else learns of it, nor when.',
  input: z.object({ matterId: z.uuid().optional() }),
  output: z.object({ unseen: z.number().int() }),
})

const Hour = z.number().int().min(0).max(23)
const Setting = { quietFrom: Hour, quietTo: Hour, restDays: z.boolean(), digest: z.boolean() }
export const NoticeSettings = z.object({
  ...Setting,
  /** Hours that can be chosen. */
  fromChoices: z.array(Hour),
  toChoices: z.array(Hour),
})
export type NoticeSettings = z.infer<typeof NoticeSettings>

export const getNoticeSettings = endpoint({
  method: 'GET',
  path: '/notices/settings',
  caller: 'employee',
  summary: "The caller's quiet hours, and whether he gets the weekly digest.",
  input: z.object({}),
  output: NoticeSettings,
})

export const setNoticeSettings = endpoint({
  method: 'POST',
  path: '/notices/settings',
  caller: 'employee',
  summary: "Sets the caller's quiet hours and the weekly digest, within what the company allows.",
  input: z.object({
    quietFrom: Hour.optional(),
    quietTo: Hour.optional(),
    restDays: z.boolean().optional(),
    digest: z.boolean().optional(),
  }),
  output: NoticeSettings,
})

export const getDigest = endpoint({
  method: 'GET',
  path: '/notices/digest',
  caller: 'employee',
  summary: "The caller's own week: what he raised or joined and its state, what waits for him, what was settled.",
  input: z.object({}),
  output: z.object({
    /** By name and state alone: a digest says nothing of who is late. */
    raised: z.array(MatterName),
    waiting: z.array(InboxRow),
    settled: z.array(MatterName),
  }),
})
