/** Roster import: a spreadsheet of units and people, shown as what it would change, confirmed, and applied whole or not at all. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { rosterRoles } from '../contract.ts'

/** How many of each there are in a file. */
export const RosterCounts = z.object({
  errors: z.number().int(),
  warnings: z.number().int(),
  units: z.number().int(),
  new: z.number().int(),
  rejoined: z.number().int(),
  moved: z.number().int(),
  changed: z.number().int(),
  left: z.number().int(),
  absent: z.number().int(),
  unchanged: z.number().int(),
  rolesGranted: z.number().int(),
  rolesRevoked: z.number().int(),
})
export type RosterCounts = z.infer<typeof RosterCounts>

/**
 * `checked`: waits for confirmation; `refused`: has errors; `overtaken`: the roster changed after the preview, or a day has
 * passed.
 */
export const RosterState = z.enum(['checked', 'refused', 'running', 'done', 'overtaken'])

export const RosterImportView = z.object({
  id: z.uuid(),
  fileName: z.string(),
  absentLeave: z.boolean(),
  state: RosterState,
  counts: RosterCounts,
  doneRows: z.number().int(),
  totalRows: z.number().int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
})
export type RosterImportView = z.infer<typeof RosterImportView>

export const downloadRosterTemplate = endpoint({
  method: 'GET',
  path: '/org/roster/template',
  summary: 'An empty roster file (XLSX) with the header, example rows and notes, in Chinese or English.',
  caller: rosterRoles,
  reply: 'file',
  input: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  output: z.object({ bytes: z.instanceof(Uint8Array), mediaType: z.string(), name: z.string() }),
})

export const uploadRoster = endpoint({
  method: 'POST',
  path: '/org/roster/imports',
  summary:
    'Reads a roster file (XLSX or CSV, at most 10 MB) and keeps what it would change for a look. Changes nothing.',
  caller: rosterRoles,
  body: 'bytes',
  freshSecondFactorMinutes: 15,
  input: z.object({
    fileName: z.string().trim().min(1).max(200),
    /** People who are not in the file leave. */
    absentLeave: z.enum(['yes', 'no']).default('no'),
  }),
  output: RosterImportView,
})

export const getRosterImport = endpoint({
  method: 'GET',
  path: '/org/roster/imports/:id',
  summary: 'One import of the caller: its counts, and while it runs how many rows are done.',
  caller: rosterRoles,
  input: z.object({ id: z.uuid() }),
  output: RosterImportView,
})

/** The parts of a preview, in the order in which they are looked at. */
export const rosterParts = [
  'errors',
  'warnings',
  'units',
  'new',
  'rejoined',
  'moved',
  'changed',
  'left',
  'absent',
] as const
export const RosterPart = z.enum(rosterParts)
export type RosterPart = z.infer<typeof RosterPart>

export const RosterField = z.enum([
  'name',
  'unit',
  'posts',
  'phone',
  'party',
  'roles',
  'leftOn',
  'code',
  'kind',
  'parent',
])

export type RosterField = z.infer<typeof RosterField>

/** One line of a preview: a problem with its place, or a unit or person with what changes. */
export const RosterLine = z.object({
  sheet: z.string().nullable(),
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  /** The problem in words; null for a change. */
  problem: z.string().nullable(),
  /** Staff number, or the code of a unit; null for a problem. */
  number: z.string().nullable(),
  name: z.string().nullable(),
  fields: z.array(z.object({ field: RosterField, before: z.string().nullable(), after: z.string().nullable() })),
})
export type RosterLine = z.infer<typeof RosterLine>

export const listRosterLines = endpoint({
  method: 'GET',
  path: '/org/roster/imports/:id/lines',
  summary: 'What a file would change, or what is wrong in it, 200 lines at a time. Phones are masked.',
  caller: rosterRoles,
  input: z.object({ id: z.uuid(), part: RosterPart, after: z.coerce.number().int().min(0).default(0) }),
  output: z.object({ rows: z.array(RosterLine), next: z.number().int().nullable() }),
})

export const confirmRoster = endpoint({
  method: 'POST',
  path: '/org/roster/imports/:id/confirm',
  summary: 'Applies what was shown, whole or not at all. Refused if the roster has changed since.',
  caller: rosterRoles,
  freshSecondFactorMinutes: 15,
  input: z.object({ id: z.uuid() }),
  output: RosterImportView,
})
