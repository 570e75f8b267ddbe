/** Kiosk: a wall screen that only looks, at what holds no personal data. It is let in by a code that is shown once. */
import { z } from 'zod'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'

/** Who may put up a wall screen for a unit. */
export const kioskRoles: readonly Role[] = ['leader', 'dispatcher', 'system_admin']

export const KioskView = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: z.object({ id: z.uuid(), name: z.string() }),
  madeBy: z.object({ id: z.uuid(), name: z.string() }),
  madeAt: z.iso.datetime(),
  /** `waiting`: the code has not been entered yet. */
  state: z.enum(['waiting', 'showing']),
  until: z.iso.datetime(),
})
export type KioskView = z.infer<typeof KioskView>
export const KiosksView = z.object({ kiosks: z.array(KioskView) })

export const listKiosks = endpoint({
  method: 'GET',
  path: '/kiosk-sessions',
  summary: 'The wall screens of my units.',
  caller: kioskRoles,
  input: z.object({}),
  output: KiosksView,
})

export const makeKiosk = endpoint({
  method: 'POST',
  path: '/kiosk-sessions',
  summary: 'Makes the code of a new wall screen, good for an hour. Shown this once.',
  caller: kioskRoles,
  keepReply: false,
  input: z.object({ name: z.string().trim().min(1).max(60), unitId: z.uuid() }),
  output: z.object({ code: z.string(), kiosk: KioskView }),
})

export const endKiosk = endpoint({
  method: 'POST',
  path: '/kiosk-sessions/:id/end',
  summary: 'Ends a wall screen, or the code of one.',
  caller: kioskRoles,
  input: z.object({ id: z.uuid() }),
  output: KiosksView,
})

/** What the wall screen knows of itself. */
export const WallScreenView = z.object({
  company: z.string(),
  name: z.string(),
  unitName: z.string(),
  until: z.iso.datetime(),
})
export type WallScreenView = z.infer<typeof WallScreenView>

export const enterKiosk = endpoint({
  method: 'POST',
  path: '/kiosk-entry',
  summary: 'A wall screen enters its code; for 30 days it may then look, never act.',
  caller: 'anyone',
  keepReply: false,
  input: z.object({ code: z.string().trim().min(1).max(40) }),
  output: WallScreenView,
})

export const getWallScreen = endpoint({
  method: 'GET',
  path: '/kiosk',
  summary: 'Which wall screen this is.',
  caller: 'employee',
  wallScreen: true,
  input: z.object({}),
  output: WallScreenView,
})
