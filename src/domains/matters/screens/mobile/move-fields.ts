/** What each move asks for on the phone, as data; the form draws it and builds the move from it. */
import type { MatterView, Move, MoveName } from '../../contract.ts'
import type { Part } from '../../split/contract.ts'
import { faultsOf, startParts } from '../../split/parts.ts'
import type { matterWords } from '../../view/words.ts'

type Label = keyof (typeof matterWords)['zh']['fields']
/** The values of a form as they are written; absent and empty mean not given. */
export type Values = Readonly<Record<string, string>>

export interface MoveField {
  readonly name: string
  readonly label: Label
  readonly as:
    | 'text'
    | 'line'
    | 'date'
    | 'unit'
    | 'units'
    | 'person'
    | 'action'
    | 'matter'
    | 'answer_kind'
    | 'verdict'
    | 'parts'
  /** Characters asked for at least; 0: may stay empty. */
  readonly least: number
  readonly most: number
  /** Asked only where this holds. */
  readonly when?: (values: Values) => boolean
}

const chosen = { least: 1, most: 100 } as const
const words = { as: 'text', least: 2, most: 2000 } as const
const note = { name: 'note', label: 'note', as: 'text', least: 0, most: 2000 } as const
const reason = { name: 'reason', label: 'reason', ...words } as const

export const moveFields: Readonly<Record<MoveName, readonly MoveField[]>> = {
  assign: [
    { name: 'unitId', label: 'leadUnit', as: 'unit', ...chosen },
    { name: 'assistingUnitIds', label: 'assistingUnits', as: 'units', least: 0, most: 1000 },
    note,
  ],
  reassign: [{ name: 'ownerId', label: 'owner', as: 'person', ...chosen }, note],
  hand_on: [{ name: 'unitId', label: 'unit', as: 'unit', ...chosen }, reason],
  return: [reason],
  ask_extension: [{ name: 'until', label: 'until', as: 'date', ...chosen }, reason],
  grant_extension: [note],
  refuse_extension: [reason],
  ask: [{ name: 'question', label: 'question', ...words }],
  reply: [{ name: 'text', label: 'replyText', ...words }],
  add: [{ name: 'text', label: 'addText', ...words }],
  plan_action: [
    { name: 'text', label: 'planText', ...words },
    { name: 'ownerId', label: 'actionOwner', as: 'person', ...chosen },
    { name: 'dueOn', label: 'due', as: 'date', ...chosen },
  ],
  finish_action: [
    { name: 'actionId', label: 'action', as: 'action', ...chosen },
    { name: 'note', label: 'note', ...words },
  ],
  attach_evidence: [note],
  answer: [
    { name: 'kind', label: 'kind', as: 'answer_kind', ...chosen },
    { name: 'text', label: 'answerText', as: 'text', least: 10, most: 4000 },
    { name: 'promisedOn', label: 'promisedOn', as: 'date', ...chosen, when: ({ kind }) => kind === 'by_date' },
    {
      name: 'policyRule',
      label: 'policyRule',
      as: 'line',
      least: 2,
      most: 300,
      when: ({ kind }) => kind === 'policy',
    },
  ],
  judge: [
    { name: 'verdict', label: 'verdict', as: 'verdict', ...chosen },
    {
      name: 'reason',
      label: 'notSolved',
      ...words,
      when: ({ verdict }) => verdict === 'partly' || verdict === 'not_solved',
    },
  ],
  merge: [{ name: 'intoId', label: 'into', as: 'matter', ...chosen }, reason],
  decline: [{ name: 'reason', label: 'reason', as: 'text', least: 10, most: 2000 }],
  withdraw: [{ ...reason, least: 0 }],
  join: [],
  leave: [],
  split: [
    { name: 'parts', label: 'parts', as: 'parts', ...chosen },
    { ...reason, label: 'splitReason' },
  ],
  cosign: [{ ...reason, label: 'cosignReason', least: 0 }],
  uncosign: [],
  // made where the guess stands
  confirm_repeat: [{ name: 'earlierId', label: 'into', as: 'matter', ...chosen }],
  reject_repeat: [{ name: 'earlierId', label: 'into', as: 'matter', ...chosen }],
}

/** What is known before anything is chosen: whoever owns the matter, who assists already, the only action that is open. */
export function startOf(move: MoveName, matter: MatterView): Values {
  const open = matter.actions.filter(({ doneAt }) => doneAt === null)
  if (move === 'assign') return { assistingUnitIds: listOf(matter.assisting.map(({ id }) => id)) }
  if (move === 'split') return { parts: JSON.stringify(startParts(matter)) }
  if (move === 'plan_action' && matter.owner !== null) return { ownerId: matter.owner.id }
  if (move === 'finish_action' && open.length === 1) return { actionId: open[0]!.id }
  return {}
}

/** Several chosen things as the one value of a field, and back. */
export const listOf = (items: readonly string[]): string => items.join(' ')
export const itemsOf = (value: string): string[] => value.split(' ').filter((item) => item !== '')

export const asked = (move: MoveName, values: Values): MoveField[] =>
  moveFields[move].filter(({ when }) => when === undefined || when(values))

/** The fields that are not yet filled in as they must be. */
export function unfilled(move: MoveName, values: Values): MoveField[] {
  return asked(move, values).filter(({ name, as, least }) => {
    const value = (values[name] ?? '').trim()
    return as === 'parts' ? !saysEnough(partsIn(value)) : [...value].length < least
  })
}

/** The move as the server takes it: only what is asked and was given. */
export function moveOf(move: MoveName, values: Values, fileIds: readonly string[]): Move {
  const given = asked(move, values)
    .map(({ name, as }) => [name, as, (values[name] ?? '').trim()] as const)
    .filter(([, , value]) => value !== '')
    .map(([name, as, value]) => [name, saidOf(as, value, values)])
  return { do: move, ...Object.fromEntries(given), ...(fileIds.length > 0 ? { fileIds } : {}) } as Move
}

function saidOf(as: MoveField['as'], value: string, { unitId }: Values): unknown {
  if (as === 'parts') return partsIn(value)
  return as === 'units' ? itemsOf(value).filter((id) => id !== unitId) : value
}

/** The parts of a split as the one value of a field. */
export const partsIn = (value: string): Part[] => (value === '' ? [] : (JSON.parse(value) as Part[]))

const saysEnough = (parts: readonly Part[]): boolean => parts.length > 0 && faultsOf(parts).length === 0
