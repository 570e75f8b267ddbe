/** Choices: what the forms of a matter offer, such as who answers for a unit and which days are workdays. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { PersonRef } from '../contract.ts'

export const listHeads = endpoint({
  method: 'GET',
  path: '/matters-heads',
  caller: 'employee',
  summary: 'Who answers for each of these units: the owner of what is assigned to it without naming somebody.',
  input: z.object({ unitId: z.array(z.uuid()).min(1).max(12) }),
  output: z.object({ heads: z.array(z.object({ unitId: z.uuid(), person: PersonRef.nullable() })) }),
})

export const getWorkdays = endpoint({
  method: 'GET',
  path: '/matters-workdays',
  caller: 'employee',
  summary: 'Today and the days without work in the year to come, for choosing a day to promise.',
  input: z.object({}),
  output: z.object({ today: z.iso.date(), until: z.iso.date(), free: z.array(z.iso.date()) }),
})
