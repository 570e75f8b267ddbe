/** Repeats: a trouble that came back after its matter was closed. The program guesses by place and words; people say what is so. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { MatterState, UnitRef } from '../contract.ts'

/** A closed matter that reads like another. */
export const ClosedRow = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  text: z.string(),
  state: MatterState,
  unit: UnitRef,
  closedAt: z.iso.datetime(),
  mine: z.boolean(),
})
export type ClosedRow = z.infer<typeof ClosedRow>

export const listClosedAlike = endpoint({
  method: 'GET',
  path: '/matters-closed-alike',
  caller: 'employee',
  summary: 'What the caller’s unit raised and has had closed lately that reads like a text: perhaps it is back.',
  input: z.object({ text: z.string().trim().max(2000) }),
  output: z.object({ rows: z.array(ClosedRow) }),
})

export const guessRepeats = endpoint({
  method: 'GET',
  path: '/matters/:id/guesses',
  caller: 'employee',
  summary: 'What a matter may be again, guessed by place and words; only for those who can say whether it is so.',
  input: z.object({ id: z.uuid() }),
  output: z.object({ rows: z.array(ClosedRow) }),
})
