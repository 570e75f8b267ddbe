/**
 * Saved views: the filters of a list as they stand in its address, under a name. They are their maker's own, unless he shares
 * them with a unit that he leads; how often one is used is counted nowhere.
 */
import { z } from 'zod'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { consoleRoles } from '../contract.ts'

export const viewLists = ['board', 'people', 'households'] as const
export const ViewList = z.enum(viewLists)
export type ViewList = z.infer<typeof ViewList>

/** How many a person keeps in all. */
export const mostViews = 30
/** Who shares a view with the unit at which he holds the role, and with those below. */
export const sharingRoles: readonly Role[] = ['secretary', 'leader']

const Name = z.string().trim().min(1).max(40)
/** Key=value pairs as an address has them, without its question mark. */
const Query = z
  .string()
  .max(500)
  .regex(/^([\w.~%*+-]+=[\w.~%*+-]*(&|$))*$/)

export const SavedView = z.object({
  id: z.uuid(),
  list: ViewList,
  name: z.string(),
  query: z.string(),
  /** The list opens with it for the caller. */
  opens: z.boolean(),
  /** The unit it is shared with, or null. */
  unit: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Made by the caller, who alone may change it. */
  mine: z.boolean(),
})
export type SavedView = z.infer<typeof SavedView>

const Views = z.object({
  views: z.array(SavedView),
  /** The units with which the caller may share. */
  mayShareWith: z.array(z.object({ id: z.uuid(), name: z.string() })),
})

export const listViews = endpoint({
  method: 'GET',
  path: '/views',
  summary: 'The saved views of a list: the caller’s own, and those shared with his unit.',
  caller: consoleRoles,
  input: z.object({ list: ViewList }),
  output: Views,
})

export const saveView = endpoint({
  method: 'POST',
  path: '/views',
  summary: 'Keeps the filters of a list under a name; at most 30 a person.',
  caller: consoleRoles,
  input: z.object({ list: ViewList, name: Name, query: Query }),
  output: Views.extend({ id: z.uuid() }),
})

export const changeView = endpoint({
  method: 'PUT',
  path: '/views/:id',
  summary: 'Renames a view, gives it other filters, or shares it with a unit or with nobody.',
  caller: consoleRoles,
  input: z.object({
    id: z.uuid(),
    name: Name.optional(),
    query: Query.optional(),
    shareWith: z.uuid().nullable().optional(),
  }),
  output: Views,
})

export const openWithView = endpoint({
  method: 'POST',
  path: '/views/opening',
  summary: 'Lets a list open with a view, or with none.',
  caller: consoleRoles,
  input: z.object({ list: ViewList, id: z.uuid().nullable() }),
  output: Views,
})

export const deleteView = endpoint({
  method: 'POST',
  path: '/views/:id/delete',
  summary: 'Deletes a view; for a day it can be taken back.',
  caller: consoleRoles,
  input: z.object({ id: z.uuid() }),
  output: Views,
})

export const restoreView = endpoint({
  method: 'POST',
  path: '/views/:id/restore',
  summary: 'Takes back the deletion of a view.',
  caller: consoleRoles,
  input: z.object({ id: z.uuid() }),
  output: Views,
})
