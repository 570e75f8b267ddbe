/**
 * Privacy: what is held about a person and why, as he sees it; his copy of it; what he asks about it, which is a matter with an owner and
 * a clock; and the officer who corrects and erases. What is held where says the rule pack (src/platform/privacy/pack.ts).
 */
import { z } from 'zod'
import { MatterState } from '#domains/matters/contract.ts'
import { GrantedRole, PartyStatus } from '#domains/org/contract.ts'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'

/** Who handles requests about personal data. Never whoever runs the system. */
export const officerRoles: readonly Role[] = ['hr']

export const Whats = ['correction', 'erasure', 'explanation'] as const
export const What = z.enum(Whats)
export type What = z.infer<typeof What>

const Words = z.object({ zh: z.string(), en: z.string() })
/** Words with where they come from and how sure we are: `P` read, `M` from memory, `W` our own; the last two are to be confirmed. */
const Sourced = Words.extend({ source: z.string(), certainty: z.enum(['P', 'M', 'W']) })

/** What one table holds, in words for the person whom it is about. */
export const HoldingView = z.object({
  table: z.string(),
  purpose: Words,
  basis: Sourced,
  openTo: Words,
  keep: Words,
  /** Null: not counted, because nothing finds it by person. */
  rows: z.int().nullable(),
})
export const CategoryView = z.object({ key: z.string(), title: Words, holdings: z.array(HoldingView) })
export type CategoryView = z.infer<typeof CategoryView>

export const RecordView = z.object({
  name: z.string(),
  staffNo: z.string(),
  unitName: z.string(),
  partyStatus: PartyStatus,
  /** Masked: 138****0000. */
  phone: z.string().nullable(),
})
export type RecordView = z.infer<typeof RecordView>

const MatterRef = z.object({ id: z.uuid(), number: z.string(), state: MatterState, dueAt: z.iso.datetime().nullable() })

export const RequestView = z.object({
  id: z.uuid(),
  what: What,
  about: z.string(),
  /** What was asked; null where it has gone with its time or with an erasure. */
  words: z.string().nullable(),
  at: z.iso.datetime(),
  byDesk: z.boolean(),
  matter: MatterRef,
})
export type RequestView = z.infer<typeof RequestView>

export const getHeld = endpoint({
  method: 'GET',
  path: '/privacy/mine',
  summary: 'What is held about me, what for, on which basis, who sees it and for how long; and what I have asked.',
  caller: 'employee',
  input: z.object({}),
  output: z.object({ record: RecordView, categories: z.array(CategoryView), requests: z.array(RequestView) }),
})

export const ShownView = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** The roles that the viewer holds now, and where he works. */
  roles: z.array(GrantedRole),
  unitName: z.string(),
  reason: z.string(),
})
export type ShownView = z.infer<typeof ShownView>

export const listShownToMe = endpoint({
  method: 'GET',
  path: '/privacy/mine/shown',
  summary: 'Who was shown my phone, by role and unit, when, and the reason given, newest first.',
  caller: 'employee',
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({ rows: z.array(ShownView), next: z.uuid().nullable() }),
})

export const CopyView = z.object({
  at: z.iso.datetime(),
  company: z.string(),
  person: RecordView.extend({ phone: z.string().nullable() }),
  shown: z.array(ShownView),
  requests: z.array(RequestView),
  /** As the person sees them on the screen, names of others included or left out as there. */
  matters: z.array(z.record(z.string(), z.unknown())),
  /** Whatever else is kept, by table: the personal fields of my rows, without secrets and without anybody else's id. */
  rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  categories: z.array(CategoryView),
})
export type CopyView = z.infer<typeof CopyView>

export const copyMine = endpoint({
  method: 'POST',
  path: '/privacy/mine/copy',
  summary: 'My data, to take along. Asks for the password again, and for a second factor where there is one.',
  caller: 'employee',
  keepReply: false,
  input: z.object({ password: z.string().max(1024).default('') }),
  output: CopyView,
})

const Asked = z.object({
  what: What,
  /** One of the rule pack's categories. */
  about: z.string().max(40),
  words: z.string().trim().min(4).max(1000),
})

export const RequestReceipt = z.object({
  matterId: z.uuid(),
  number: z.string(),
  answerBy: z.iso.datetime(),
  receivedBy: z.string(),
})

export const askAboutMine = endpoint({
  method: 'POST',
  path: '/privacy/requests',
  summary: 'Asks for a correction, an erasure or an explanation. It becomes a matter with an owner and a clock.',
  caller: 'employee',
  input: Asked,
  output: RequestReceipt,
})

export const OfficerRequestView = RequestView.extend({
  person: z.object({ id: z.uuid(), name: z.string(), staffNo: z.string(), unitName: z.string() }),
})
export type OfficerRequestView = z.infer<typeof OfficerRequestView>

export const listRequests = endpoint({
  method: 'GET',
  path: '/privacy/requests',
  summary: 'Requests about the data of people below my unit, newest first.',
  caller: officerRoles,
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({ rows: z.array(OfficerRequestView), next: z.uuid().nullable() }),
})

export const askForSomebody = endpoint({
  method: 'POST',
  path: '/privacy/people/:id/requests',
  summary: 'Enters a request for somebody who asks on paper or by telephone, such as a former employee.',
  caller: officerRoles,
  input: Asked.extend({ id: z.uuid() }),
  output: RequestReceipt,
})

export const PersonFoundView = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNo: z.string(),
  unitName: z.string(),
  leftOn: z.iso.date().nullable(),
})
export type PersonFoundView = z.infer<typeof PersonFoundView>

export const findPeople = endpoint({
  method: 'GET',
  path: '/privacy/people',
  summary: 'People below my unit by name or staff number, former ones included.',
  caller: officerRoles,
  input: z.object({ q: z.string().trim().min(1).max(60) }),
  output: z.object({ rows: z.array(PersonFoundView) }),
})

export const ShareView = z.object({
  table: z.string(),
  purpose: Words,
  how: z.enum(['delete', 'empty', 'keep']),
  rows: z.int().nullable(),
  why: Words.nullable(),
  statute: Sourced.nullable(),
})
export type ShareView = z.infer<typeof ShareView>

export const PlanView = z.object({
  person: PersonFoundView.extend({ partyStatus: PartyStatus, phone: z.string().nullable() }),
  /** Why it may not be erased now; null if it may. */
  not: z.enum(['still_employed', 'yourself', 'erased_already']).nullable(),
  former: Words,
  categories: z.array(z.object({ key: z.string(), title: Words, items: z.array(ShareView) })),
})
export type PlanView = z.infer<typeof PlanView>

export const getErasurePlan = endpoint({
  method: 'GET',
  path: '/privacy/people/:id/erasure',
  summary: 'What an erasure would delete, empty and keep of a person, table by table, and why.',
  caller: officerRoles,
  input: z.object({ id: z.uuid() }),
  output: PlanView,
})

export const correctPerson = endpoint({
  method: 'POST',
  path: '/privacy/people/:id/correction',
  summary: 'Corrects name, phone or Party status of a person below my unit.',
  caller: officerRoles,
  freshSecondFactorMinutes: 15,
  input: z.object({
    id: z.uuid(),
    name: z.string().trim().min(1).max(60).optional(),
    /** null takes it away. */
    phone: z.string().trim().max(30).nullable().optional(),
    partyStatus: PartyStatus.optional(),
  }),
  output: PlanView,
})

export const erasePerson = endpoint({
  method: 'POST',
  path: '/privacy/people/:id/erasure',
  summary: 'Erases a former employee: in one transaction, and for good. The staff number is typed to confirm.',
  caller: officerRoles,
  freshSecondFactorMinutes: 15,
  keepReply: false,
  input: z.object({ id: z.uuid(), staffNo: z.string().trim().max(60) }),
  output: PlanView,
})
