/** The inbox: what needs me now, and why. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { ExportFormat, FileReply } from '#platform/file-reply.ts'
import { MatterRow } from '../contract.ts'

/** Why a matter is in somebody's inbox. */
export const inboxReasons = ['route', 'decide', 'handle', 'extension', 'action', 'reply', 'judge'] as const
export const InboxRow = MatterRow.extend({
  why: z.enum(inboxReasons),
  by: z.iso.datetime().nullable(),
  /** For whom the caller has it as a deputy, or null. */
  standsInFor: z.string().nullable(),
})
export type InboxRow = z.infer<typeof InboxRow>

export const listInbox = endpoint({
  method: 'GET',
  path: '/matters-inbox',
  caller: 'employee',
  summary: 'What needs the caller now, most urgent first.',
  input: z.object({ all: z.enum(['true']).optional() }),
  output: z.object({
    /** The first page; with `all` everything that is counted. */
    rows: z.array(InboxRow),
    /** How many there are for each reason. */
    counts: z.partialRecord(z.enum(inboxReasons), z.number().int()),
  }),
})

export const exportInbox = endpoint({
  method: 'POST',
  path: '/matters-inbox/export',
  caller: 'employee',
  reply: 'file',
  keepReply: false,
  summary: 'What needs the caller now, as a file.',
  input: z.object({ format: ExportFormat }),
  output: FileReply,
})
