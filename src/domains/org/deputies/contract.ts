/** Deputies (同岗替补): who stands in for whom, in which role or for the own work, from one day to another. */
import { z } from 'zod'
import { roleNames } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { PersonFound } from '../contract.ts'

const Named = z.object({ id: z.uuid(), name: z.string() })

/** What a deputy can be named for: a role at a unit, or (`employee`, no grant) the person's own work. */
export const DeputyPost = z.object({
  grantId: z.uuid().nullable(),
  role: z.enum(roleNames),
  unit: Named,
})
export type DeputyPost = z.infer<typeof DeputyPost>

export const DeputyView = DeputyPost.extend({
  id: z.uuid(),
  person: Named,
  deputy: Named,
  from: z.iso.date(),
  until: z.iso.date(),
  /** Today lies between the two days. */
  now: z.boolean(),
  may: z.array(z.enum(['end'])),
})
export type DeputyView = z.infer<typeof DeputyView>

export const PersonDeputies = z.object({
  person: Named,
  /** The local day. */
  today: z.iso.date(),
  /** The last day that can be chosen. */
  latest: z.iso.date(),
  /** Who stands in for the person, now or later. */
  deputies: z.array(DeputyView),
  /** For whom the person stands in, now or later. */
  standsIn: z.array(DeputyView),
  /** For what the caller may name a deputy. */
  posts: z.array(DeputyPost),
})
export type PersonDeputies = z.infer<typeof PersonDeputies>

export const listDeputies = endpoint({
  method: 'GET',
  path: '/org/people/:id/deputies',
  summary:
    'Who stands in for a person and for whom he does, now or later: for himself and whoever looks after his unit.',
  caller: 'employee',
  input: z.object({ id: z.uuid() }),
  output: PersonDeputies,
})

export const findDeputies = endpoint({
  method: 'GET',
  path: '/org/people/:id/deputies/found',
  summary: 'Colleagues who may be named as a deputy: those of the own unit, or by name those of the units beside it.',
  caller: 'employee',
  input: z.object({ id: z.uuid(), q: z.string().trim().max(60).default('') }),
  output: z.object({ rows: z.array(PersonFound) }),
})

export const nameDeputy = endpoint({
  method: 'POST',
  path: '/org/people/:id/deputies',
  summary:
    'Names a deputy from one day to another: by the person himself, a superior or HR. A role asks for a fresh second factor.',
  caller: 'employee',
  input: z.object({
    id: z.uuid(),
    deputyId: z.uuid(),
    /** The person's role that is meant; null: his own work. */
    grantId: z.uuid().nullable(),
    from: z.iso.date(),
    until: z.iso.date(),
  }),
  output: PersonDeputies,
})

export const endDeputy = endpoint({
  method: 'POST',
  path: '/org/deputies/:id/end',
  summary: 'Ends a deputyship before its last day; it counts at the next request.',
  caller: 'employee',
  input: z.object({ id: z.uuid() }),
  output: PersonDeputies,
})
