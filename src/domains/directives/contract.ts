/**
 * Directives (上级部署): what a unit above asks of units below, with its purpose, its day and the minutes it costs each. Every
 * receiving unit has a matter of its own; it may question it or say that it does not fit, and then the clock binds the sender.
 */
import { z } from 'zod'
import { MatterRow, MatterState, PersonRef, UnitRef } from '#domains/matters/contract.ts'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'

/** Who issues directives to the units below the one where he holds the role, and looks after those of his unit. */
export const issueRoles: readonly Role[] = ['leader', 'secretary', 'party_affairs']

export const abouts = ['question', 'does_not_fit'] as const
export const About = z.enum(abouts)
export type About = z.infer<typeof About>

/** What the sender decides on an objection: it stands, with reasons; it is changed; it is not asked of the unit any more. */
export const decisions = ['explained', 'changed', 'withdrawn'] as const
export const Decision = z.enum(decisions)
export type Decision = z.infer<typeof Decision>

const Minutes = z.number().int().min(1).max(10_000)

/** One thing asked for in data. */
export const ItemAsked = z.strictObject({
  what: z.string().trim().min(2).max(200),
  why: z.string().trim().min(4).max(500),
  dueOn: z.iso.date(),
  /** Why what the company holds already does not do; asked where something like it was found. */
  heldNotEnough: z.string().trim().max(500).optional(),
})
export type ItemAsked = z.infer<typeof ItemAsked>

/** Where something like an item is to be had without asking for it. */
export const Held = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('system'),
    name: z.object({ zh: z.string(), en: z.string() }),
    where: z.object({ zh: z.string(), en: z.string() }),
  }),
  z.object({
    from: z.literal('directive'),
    directiveId: z.uuid(),
    title: z.string(),
    what: z.string(),
    sender: UnitRef,
    issuedAt: z.iso.datetime(),
  }),
])
export type Held = z.infer<typeof Held>

export const UnitAsked = z.object({
  unit: UnitRef,
  /** Who receives it there; null: nobody, and then it cannot be issued to this unit. */
  desk: UnitRef.nullable(),
  /** Minutes asked of the unit this month already, by the own sending unit and by others. */
  askedByUs: z.number().int(),
  askedByOthers: z.number().int(),
})
export type UnitAsked = z.infer<typeof UnitAsked>

export const checkDirective = endpoint({
  // what is asked for travels in the body, not in an address
  method: 'POST',
  path: '/directives/check',
  caller: issueRoles,
  keepReply: false,
  summary:
    'What a directive would cost in all and each unit, and which data it asks for is held already. Writes nothing.',
  input: z.object({
    unitIds: z.array(z.uuid()).max(200).default([]),
    dueOn: z.iso.date().optional(),
    minutes: Minutes.optional(),
    whats: z.array(z.string().trim().max(200)).max(10).default([]),
  }),
  output: z.object({
    /** The unit that would issue it; null while no unit is chosen. */
    sender: UnitRef.nullable(),
    /** Workdays after today and up to the day, make-up days included; null without a day. */
    workdays: z.number().int().nullable(),
    totalMinutes: z.number().int(),
    /** In the order of the tree. */
    units: z.array(UnitAsked),
    /** One list for each of `whats`. */
    held: z.array(z.array(Held)),
  }),
})
export type DirectiveCheck = z.infer<typeof checkDirective.output>

export const issueDirective = endpoint({
  method: 'POST',
  path: '/directives',
  caller: issueRoles,
  summary: 'Issues a directive: every receiving unit gets a matter of its own.',
  input: z.object({
    title: z.string().trim().min(4).max(60),
    text: z.string().trim().min(10).max(4000),
    purpose: z.string().trim().min(10).max(500),
    unitIds: z.array(z.uuid()).min(1).max(200),
    dueOn: z.iso.date(),
    minutes: Minutes,
    items: z.array(ItemAsked).max(10).default([]),
  }),
  output: z.object({
    id: z.uuid(),
    matters: z.array(z.object({ unitId: z.uuid(), matterId: z.uuid(), number: z.string() })),
  }),
})

export const DirectiveRow = z.object({
  id: z.uuid(),
  title: z.string(),
  sender: UnitRef,
  issuedAt: z.iso.datetime(),
  dueOn: z.iso.date(),
  minutes: z.number().int(),
  units: z.number().int(),
  /** How many of the units have settled it, and how many are late. */
  settled: z.number().int(),
  late: z.number().int(),
  openObjections: z.number().int(),
  lateObjections: z.number().int(),
  recalled: z.boolean(),
})
export type DirectiveRow = z.infer<typeof DirectiveRow>

export const listDirectives = endpoint({
  method: 'GET',
  path: '/directives',
  caller: issueRoles,
  summary: 'Directives issued by the units the caller looks after, or sent to them from above, newest first.',
  input: z.object({ way: z.enum(['issued', 'received']), after: z.uuid().optional() }),
  output: z.object({ rows: z.array(DirectiveRow), next: z.uuid().nullable() }),
})

/** A question or objection with the clock that binds the sender. Those of units the viewer does not see bear no name. */
export const ObjectionRow = z.object({
  matterId: z.uuid().nullable(),
  number: z.string().nullable(),
  unit: UnitRef.nullable(),
  about: About,
  state: MatterState,
  raisedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  late: z.boolean(),
  /** Who has to answer it. */
  owner: PersonRef.nullable(),
  decision: Decision.nullable(),
})
export type ObjectionRow = z.infer<typeof ObjectionRow>

const Facts = z.object({
  id: z.uuid(),
  title: z.string(),
  text: z.string(),
  purpose: z.string(),
  sender: UnitRef,
  issuer: z.string(),
  issuedAt: z.iso.datetime(),
  items: z.array(
    z.object({ what: z.string(), why: z.string(), dueOn: z.iso.date(), heldNotEnough: z.string().nullable() }),
  ),
  recalled: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** How many units have it in which state. */
  states: z.record(z.string(), z.number().int()),
  /** The oldest first. */
  objections: z.array(ObjectionRow),
})

export const DirectiveView = Facts.extend({
  dueOn: z.iso.date(),
  minutes: z.number().int(),
  totalMinutes: z.number().int(),
  /** In the order of the tree; only those that the viewer looks after. */
  units: z.array(z.object({ unit: UnitRef, minutes: z.number().int(), matter: MatterRow })),
  may: z.array(z.enum(['recall'])),
})
export type DirectiveView = z.infer<typeof DirectiveView>

export const getDirective = endpoint({
  method: 'GET',
  path: '/directives/:id',
  caller: issueRoles,
  summary: 'One directive with its units and what was objected to it, as far as the caller looks after them.',
  input: z.object({ id: z.uuid() }),
  output: DirectiveView,
})

export const recallDirective = endpoint({
  method: 'POST',
  path: '/directives/:id/recall',
  caller: issueRoles,
  summary: 'Takes a directive back, with the reason: every matter of it that is open ends, objections too.',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(2000) }),
  output: DirectiveView,
})

/** What the page of a matter shows beside it, where the matter is a unit's directive or an objection to one. */
export const PieceView = Facts.extend({
  /** Of the unit. */
  unit: UnitRef,
  dueOn: z.iso.date(),
  minutes: z.number().int(),
  matterId: z.uuid(),
  /** The objection, where that is the matter. */
  objection: z.object({ about: About, decision: Decision.nullable() }).nullable(),
  /** Whether the caller may open the page of the directive, and what he may do here. */
  opens: z.boolean(),
  may: z.array(z.enum(['object', 'decide'])),
})
export type PieceView = z.infer<typeof PieceView>

export const getPiece = endpoint({
  method: 'GET',
  path: '/directives/by-matter/:matterId',
  caller: 'employee',
  summary: 'The directive behind a matter, with the clocks that bind its sender, for whoever may see the matter.',
  input: z.object({ matterId: z.uuid() }),
  output: PieceView,
})

export const objectToDirective = endpoint({
  method: 'POST',
  path: '/directives/by-matter/:matterId/objections',
  caller: 'employee',
  summary:
    'Questions a directive or says that it does not fit the unit. The sender must answer; the unit’s clock stands still.',
  input: z.object({ matterId: z.uuid(), about: About, text: z.string().trim().min(10).max(2000) }),
  output: z.object({ matterId: z.uuid(), number: z.string(), answerBy: z.iso.datetime() }),
})

export const decideObjection = endpoint({
  method: 'POST',
  path: '/directives/objections/:matterId/decision',
  caller: 'employee',
  summary:
    'Answers an objection: the directive stands, with reasons; is changed for the unit; or is not asked of it any more.',
  input: z.object({
    matterId: z.uuid(),
    seen: z.number().int().min(0),
    decision: Decision,
    text: z.string().trim().min(10).max(4000),
    /** Where it is changed: the new day, the new minutes, or both. */
    dueOn: z.iso.date().optional(),
    minutes: Minutes.optional(),
  }),
  output: PieceView,
})
