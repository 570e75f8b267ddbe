/**
 * Matters: the closed loop. Whoever raises something gets an owner, a clock, an answer, and the last word on whether
 * it was solved. Suggestions, heat requests, resolutions and directives are kinds of matter; their facts live elsewhere.
 */

import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { FileReply } from '#platform/file-reply.ts'
import { CosignView } from './cosign/contract.ts'
import { Part, parts } from './split/contract.ts'

export const matterStates = [
  'received',
  'assigned',
  'waiting',
  'promised',
  'answered',
  'settled',
  'declined',
  'merged',
  'withdrawn',
  'split',
] as const
export const MatterState = z.enum(matterStates)
export type MatterState = z.infer<typeof MatterState>

/** What can be done with a matter. The state machine over these is one table in `rules.ts`. */
export const moveNames = [
  'assign',
  'reassign',
  'hand_on',
  'return',
  'ask_extension',
  'grant_extension',
  'refuse_extension',
  'ask',
  'reply',
  'add',
  'plan_action',
  'finish_action',
  'attach_evidence',
  'answer',
  'judge',
  'merge',
  'decline',
  'withdraw',
  'join',
  'leave',
  'split',
  'cosign',
  'uncosign',
  'confirm_repeat',
  'reject_repeat',
] as const
export const MoveName = z.enum(moveNames)
export type MoveName = z.infer<typeof MoveName>

/** What the clock does by itself: a reminder, telling the superior, and the note that a deadline passed. */
export const clockActs = ['remind', 'escalate', 'overdue'] as const
export type ClockAct = (typeof clockActs)[number]
/** What else stands in a history: how it began, and what splitting, handing over and other matters do to it. */
export const sideActs = ['raise', 'part', 'reassign_action', 'hold', 'release', 'change'] as const
export type SideAct = (typeof sideActs)[number]

/** How a person stands to a matter; decides what he may do and see. */
/** `front`: he speaks with those who raise such matters, wherever they are, and sees them all. */
export const relations = [
  ...(['raiser', 'joiner', 'desk', 'owner', 'lead', 'assisting', 'superior', 'colleague', 'front'] as const),
] as const
export type Relation = (typeof relations)[number]

export const verdicts = ['solved', 'partly', 'not_solved'] as const
export const answerKinds = ['done', 'by_date', 'policy'] as const
export const visibilities = ['company', 'handlers'] as const

/** What a raiser from outside does with the receipt of his matter. */
export const receiptMoves = ['reply', 'add', 'judge', 'withdraw'] as const satisfies readonly MoveName[]

const Words = z.string().trim().min(2).max(2000)
const Answer = z.string().trim().min(10).max(4000)

/** One move with what it needs to say. */
export const Move = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('assign'),
    unitId: z.uuid(),
    ownerId: z.uuid().optional(),
    assistingUnitIds: z.array(z.uuid()).max(10).default([]),
    note: z.string().trim().max(2000).optional(),
  }),
  z.strictObject({ do: z.literal('reassign'), ownerId: z.uuid(), note: z.string().trim().max(2000).optional() }),
  z.strictObject({ do: z.literal('hand_on'), unitId: z.uuid(), reason: Words }),
  z.strictObject({ do: z.literal('return'), reason: Words }),
  z.strictObject({ do: z.literal('ask_extension'), until: z.iso.date(), reason: Words }),
  z.strictObject({ do: z.literal('grant_extension'), note: z.string().trim().max(2000).optional() }),
  z.strictObject({ do: z.literal('refuse_extension'), reason: Words }),
  z.strictObject({ do: z.literal('ask'), question: Words }),
  z.strictObject({ do: z.literal('reply'), text: Words }),
  z.strictObject({ do: z.literal('add'), text: Words }),
  z.strictObject({ do: z.literal('plan_action'), text: Words, ownerId: z.uuid(), dueOn: z.iso.date() }),
  z.strictObject({ do: z.literal('finish_action'), actionId: z.uuid(), note: Words }),
  z.strictObject({
    do: z.literal('attach_evidence'),
    fileIds: z.array(z.uuid()).min(1).max(3),
    note: z.string().trim().max(2000).optional(),
  }),
  z.strictObject({
    do: z.literal('answer'),
    kind: z.enum(answerKinds),
    text: Answer,
    promisedOn: z.iso.date().optional(),
    policyRule: z.string().trim().min(2).max(300).optional(),
  }),
  z.strictObject({ do: z.literal('judge'), verdict: z.enum(verdicts), reason: Words.optional() }),
  z.strictObject({ do: z.literal('merge'), intoId: z.uuid(), reason: Words }),
  z.strictObject({ do: z.literal('decline'), reason: Answer }),
  z.strictObject({ do: z.literal('withdraw'), reason: z.string().trim().max(2000).optional() }),
  z.strictObject({ do: z.literal('join') }),
  z.strictObject({ do: z.literal('leave') }),
  z.strictObject({ do: z.literal('split'), parts: z.array(Part).min(parts.least).max(parts.most), reason: Words }),
  z.strictObject({ do: z.literal('cosign'), reason: z.string().trim().max(2000).optional() }),
  z.strictObject({ do: z.literal('uncosign') }),
  z.strictObject({ do: z.literal('confirm_repeat'), earlierId: z.uuid() }),
  z.strictObject({ do: z.literal('reject_repeat'), earlierId: z.uuid() }),
])
export type Move = z.infer<typeof Move>

export const UnitRef = z.object({ id: z.uuid(), name: z.string() })
export const PersonRef = z.object({ id: z.uuid(), name: z.string() })

/** Another matter; its number stands for its title where the viewer may not see it. */
const MatterRef = z.object({ id: z.uuid(), number: z.string(), title: z.string(), state: MatterState })
export type MatterRef = z.infer<typeof MatterRef>
/** `byRaiser`: he said himself that it is the same trouble; else one of those who handle it did. */
const Repeat = MatterRef.extend({ byRaiser: z.boolean() })

export const EventView = z.object({
  seq: z.number().int(),
  at: z.iso.datetime(),
  act: z.string(),
  /** Null where the viewer may not know who, or where the clock did it. */
  by: z.object({ name: z.string(), unitName: z.string() }).nullable(),
  relation: z.string(),
  data: z.record(z.string(), z.unknown()),
})
export type EventView = z.infer<typeof EventView>

export const ActionView = z.object({
  id: z.uuid(),
  text: z.string(),
  owner: PersonRef,
  dueOn: z.iso.date(),
  doneAt: z.iso.datetime().nullable(),
  doneNote: z.string().nullable(),
  mine: z.boolean(),
})

/** A matter in a list. */
export const MatterRow = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.string(),
  title: z.string(),
  state: MatterState,
  raisedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  actBy: z.iso.datetime().nullable(),
  late: z.boolean(),
  /** The deadline stands still: somebody has been asked, or an objection is open. */
  paused: z.boolean(),
  level: z.number().int(),
  unit: UnitRef,
  owner: PersonRef.nullable(),
  extensionAsked: z.boolean(),
  joiners: z.number().int(),
  /** A person has said that this is an earlier trouble again. */
  cameBack: z.boolean(),
})
export type MatterRow = z.infer<typeof MatterRow>

/** A matter as one viewer may see it. */
export const MatterView = MatterRow.extend({
  kindWords: z.object({ zh: z.string(), en: z.string() }),
  text: z.string(),
  visibility: z.enum(visibilities),
  /** Whether somebody from outside raised it, who acts by his receipt. */
  fromOutside: z.boolean(),
  /** Null where the viewer is not to know the raiser's name. */
  raiser: z.object({ id: z.uuid(), name: z.string(), unitName: z.string() }).nullable(),
  mine: z.boolean(),
  joined: z.boolean(),
  /** Whether the viewer follows it, which he alone sees; null where he hears of it anyway. */
  following: z.boolean().nullable(),
  deskUnit: UnitRef,
  leadUnit: UnitRef.nullable(),
  answerableUnit: UnitRef.nullable(),
  /** Who decides on an extension and on a dispute over whose it is; null where nobody is above. */
  aboveUnit: UnitRef.nullable(),
  /** Whether handing it on once more leaves the choice to the unit above. */
  handOnGoesUp: z.boolean(),
  assisting: z.array(UnitRef),
  mustDecide: z.boolean(),
  pausedSince: z.iso.datetime().nullable(),
  question: z.string().nullable(),
  extension: z
    .object({ state: z.enum(['asked', 'granted', 'refused']), until: z.iso.date(), decider: UnitRef.nullable() })
    .nullable(),
  answer: z
    .object({
      kind: z.enum(answerKinds),
      text: z.string(),
      promisedOn: z.iso.date().nullable(),
      policyRule: z.string().nullable(),
      /** What was decided is told by the domain of the facts, not by the kind of the answer. */
      byDomain: z.boolean(),
    })
    .nullable(),
  verdict: z.enum(verdicts).nullable(),
  mergedInto: MatterRef.nullable(),
  mergedFrom: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string() })),
  /** What it was split off from, and what was split off from it. */
  partOf: MatterRef.nullable(),
  parts: z.array(MatterRef),
  /** What it is again, and what is it again, as people have said. */
  repeatOf: z.array(Repeat),
  repeatedBy: z.array(Repeat),
  /** Null where nobody can co-sign: it is not declined, or too long ago. */
  cosign: CosignView.nullable(),
  pictures: z.array(z.object({ fileId: z.uuid(), seq: z.number().int() })),
  actions: z.array(ActionView),
  history: z.array(EventView),
  /** How many events the viewer has seen; sent back with a move, so that nobody acts on an old state. */
  seen: z.number().int(),
  may: z.array(MoveName),
})
export type MatterView = z.infer<typeof MatterView>

export const getMatter = endpoint({
  method: 'GET',
  path: '/matters/:id',
  caller: 'employee',
  summary: 'One matter with its whole history, as far as the caller may see it.',
  input: z.object({ id: z.uuid() }),
  output: MatterView,
})

export const moveMatter = endpoint({
  method: 'POST',
  path: '/matters/:id/moves',
  caller: 'employee',
  summary: 'Makes one move on a matter: assign, answer, judge, and so on. Every state change goes through here.',
  input: z.object({ id: z.uuid(), seen: z.number().int().min(0), move: Move }),
  output: MatterView,
})

export const addPicture = endpoint({
  method: 'POST',
  path: '/matters-pictures',
  caller: 'employee',
  body: 'bytes',
  summary: 'Takes one picture (JPEG, PNG, WebP; at most 10 MB), re-encodes it without metadata, and gives its id.',
  input: z.object({}),
  output: z.object({ fileId: z.uuid() }),
})

export const getPicture = endpoint({
  method: 'GET',
  path: '/matters/:id/pictures/:fileId',
  caller: 'employee',
  reply: 'file',
  summary: 'A picture of a matter, for those who may see the matter.',
  input: z.object({ id: z.uuid(), fileId: z.uuid() }),
  output: FileReply,
})
