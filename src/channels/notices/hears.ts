/** Who hears of what: one table over the acts of a matter and what people are to it. Pure data. */
import type { ClockAct, MoveName, SideAct } from '#domains/matters/contract.ts'
import type { Concern } from '#domains/matters/news/contract.ts'

export type NoticeAct = MoveName | ClockAct | SideAct

/** For each act those whom it is told, as what they are to the matter. Whoever acted hears nothing of it. */
export const hears = {
  raise: ['assigned'],
  assign: ['own', 'raised', 'joined', 'assigned', 'follow'],
  reassign: ['own'],
  hand_on: ['own', 'raised', 'joined', 'assigned', 'follow'],
  return: ['own', 'raised', 'joined', 'assigned', 'follow'],
  ask_extension: ['above'],
  grant_extension: ['own', 'raised', 'joined', 'follow'],
  refuse_extension: ['own'],
  ask: ['raised', 'joined'],
  reply: ['own'],
  add: ['own', 'assigned'],
  plan_action: ['own'],
  finish_action: ['own'],
  attach_evidence: [],
  answer: ['raised', 'joined', 'follow'],
  judge: ['own', 'raised', 'joined', 'assigned', 'follow'],
  merge: ['raised', 'joined', 'follow'],
  decline: ['raised', 'joined', 'follow'],
  withdraw: ['own', 'raised', 'joined', 'assigned', 'follow'],
  join: [],
  leave: [],
  split: ['own', 'raised', 'joined', 'assigned', 'follow'],
  /** The whole has told of its parts. */
  part: [],
  /** Only by the one that opens it again. */
  cosign: ['raised', 'joined', 'assigned', 'follow'],
  uncosign: [],
  confirm_repeat: ['own', 'raised', 'follow'],
  reject_repeat: [],
  reassign_action: ['own'],
  hold: ['own'],
  release: ['own'],
  change: ['own', 'assigned'],
  /** To whoever must act, and to nobody else. */
  remind: ['own', 'assigned'],
  escalate: ['above'],
  /** The ledger and the matter itself say it; nobody is told of it besides. */
  overdue: [],
} as const satisfies Record<NoticeAct, readonly Concern[]>

/** What reaches those whose matter was merged into the one it happened to. */
export const outcomes: readonly NoticeAct[] = ['answer', 'decline', 'withdraw']

export const isTold = (act: string, concern: Concern): act is NoticeAct =>
  Object.hasOwn(hears, act) && (hears[act as NoticeAct] as readonly Concern[]).includes(concern)

/** What cannot wait for the morning: of kinds whose clock runs through the night, for those who must act. */
export const isUrgent = (aroundTheClock: boolean, concern: Concern): boolean =>
  aroundTheClock && (concern === 'own' || concern === 'assigned')
