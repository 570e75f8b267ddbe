/** Which fields each move's form has, and what is filled in before anybody writes. */
import type { ComponentType } from 'react'
import type { MatterView, MoveName } from '../../../contract.ts'
import { startParts } from '../../../split/parts.ts'
import { AddFields, AnswerFields, CosignFields, JudgeFields, ReplyFields, WithdrawFields } from './answer-fields.tsx'
import {
  AssignFields,
  DeclineFields,
  type FieldsProps,
  HandOnFields,
  MergeFields,
  ReassignFields,
  WordsOnly,
} from './routing-fields.tsx'
import { SplitFields } from './split-fields.tsx'
import {
  AskExtensionFields,
  AskFields,
  EvidenceFields,
  FinishFields,
  GrantFields,
  PlanFields,
  RefuseFields,
} from './work-fields.tsx'

/** The values of a form as they are written. */
export type FormValues = Readonly<Record<string, unknown>>

/** Moves that are made in a form; the others are one click. */
export type FormMove = Exclude<MoveName, 'join' | 'leave' | 'uncosign' | 'confirm_repeat' | 'reject_repeat'>
export const isForm = (name: MoveName): name is FormMove => name in fieldsOf

export const fieldsOf: Readonly<Record<FormMove, ComponentType<FieldsProps>>> = {
  assign: AssignFields,
  reassign: ReassignFields,
  hand_on: HandOnFields,
  return: () => <WordsOnly move="return" />,
  ask_extension: AskExtensionFields,
  grant_extension: GrantFields,
  refuse_extension: RefuseFields,
  ask: AskFields,
  reply: ReplyFields,
  add: AddFields,
  plan_action: PlanFields,
  finish_action: FinishFields,
  attach_evidence: EvidenceFields,
  answer: AnswerFields,
  judge: JudgeFields,
  merge: MergeFields,
  decline: DeclineFields,
  withdraw: WithdrawFields,
  split: SplitFields,
  cosign: CosignFields,
}

/** What is known before anything is written: who assists already, the owner for an action, the action that is to be finished. */
export function startOf(move: FormMove, matter: MatterView, actionId: string | undefined): FormValues {
  if (move === 'assign') return { assistingUnitIds: matter.assisting.map(({ id }) => id) }
  if (move === 'split') return { parts: startParts(matter) }
  if (move === 'plan_action' && matter.owner !== null)
    return { ownerId: { value: matter.owner.id, label: matter.owner.name } }
  if (move !== 'finish_action') return {}
  const open = matter.actions.filter(({ doneAt }) => doneAt === null)
  const first = open.find(({ mine }) => mine) ?? open[0]
  return { actionId: actionId ?? first?.id }
}
