/** Lists of matters: what I raised, the board of a unit, and what reads alike. */

import { z } from 'zod'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { ExportFormat, FileReply } from '#platform/file-reply.ts'
import { MatterRow, MatterState, matterStates, UnitRef } from '../contract.ts'

const Page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), next: z.string().nullable() })

export const listMine = endpoint({
  method: 'GET',
  path: '/matters-mine',
  caller: 'employee',
  summary: 'What the caller raised or joined, newest first.',
  input: z.object({ after: z.uuid().optional() }),
  output: Page(MatterRow),
})

/** Who sees the board of the unit he answers for. */
export const boardRoles: readonly Role[] = ['secretary', 'leader', 'party_affairs', 'discipline', 'union']

const boardFilters = {
  unitId: z.uuid().optional(),
  state: z.array(MatterState).max(matterStates.length).optional(),
  kind: z.string().max(40).optional(),
  late: z.enum(['true']).optional(),
  /** Only what people have said to be an earlier trouble again. */
  cameBack: z.enum(['true']).optional(),
  q: z.string().trim().max(60).optional(),
}

export const listBoard = endpoint({
  method: 'GET',
  path: '/matters-board',
  caller: boardRoles,
  onReplica: true,
  summary: 'The matters of a unit and all below it, by state, with Chinese search; a number finds its matter.',
  input: z.object({ ...boardFilters, after: z.uuid().optional() }),
  output: Page(MatterRow).extend({ unit: UnitRef }),
})

export const exportBoard = endpoint({
  method: 'POST',
  path: '/matters-board/export',
  caller: boardRoles,
  reply: 'file',
  keepReply: false,
  summary: 'The whole board as a file, with the same filters; what the caller may not see is not in it.',
  input: z.object({ ...boardFilters, format: ExportFormat }),
  output: FileReply,
})

export const countBoard = endpoint({
  method: 'GET',
  path: '/matters-board/counts',
  caller: boardRoles,
  onReplica: true,
  summary: 'How many open matters of a unit and all below it are in which state, and how many are late.',
  input: z.object({ unitId: z.uuid().optional() }),
  output: z.object({
    states: z.record(z.string(), z.number().int()),
    late: z.number().int(),
    /** Every kind of matter there is. */
    kinds: z.array(z.object({ name: z.string(), zh: z.string(), en: z.string() })),
  }),
})

/** For a wall screen: numbers only, nothing that anybody wrote. */
export const countWall = endpoint({
  method: 'GET',
  path: '/matters-wall',
  caller: 'employee',
  wallScreen: true,
  onReplica: true,
  summary: 'How many open matters of the wall screen’s unit are in which state, and how many are late.',
  input: z.object({}),
  output: z.object({ states: z.record(z.string(), z.number().int()), late: z.number().int() }),
})

export const SimilarRow = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  text: z.string(),
  state: MatterState,
  unit: UnitRef,
  joiners: z.number().int(),
  mine: z.boolean(),
  joined: z.boolean(),
  dueAt: z.iso.datetime().nullable(),
})
export type SimilarRow = z.infer<typeof SimilarRow>

export const listSimilar = endpoint({
  method: 'GET',
  path: '/matters-similar',
  caller: 'employee',
  summary: 'Open matters that read like a text, or that have it as their number: to be joined instead of raised again.',
  input: z.object({ text: z.string().trim().max(2000), except: z.uuid().optional() }),
  output: z.object({ rows: z.array(SimilarRow) }),
})
