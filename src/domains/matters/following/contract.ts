/** Following: to hear of a matter that is not one's own. Nobody else sees who follows, and the history does not say it. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'

export const followMatter = endpoint({
  method: 'POST',
  path: '/matters/:id/follow',
  caller: 'employee',
  summary: 'Follows a matter that the caller may see. Nobody else is told.',
  input: z.object({ id: z.uuid() }),
  output: z.object({ following: z.boolean() }),
})

export const unfollowMatter = endpoint({
  method: 'POST',
  path: '/matters/:id/unfollow',
  caller: 'employee',
  summary: 'No longer follows a matter.',
  input: z.object({ id: z.uuid() }),
  output: z.object({ following: z.boolean() }),
})
