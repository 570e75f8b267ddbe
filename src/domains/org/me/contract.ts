/** Me: who I am here, where I am signed in, and how I prove that it is me. */
import { z } from 'zod'
import { roleNames } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { Home, SignInState, SignInView } from '../sign-in/contract.ts'

const UnitName = z.object({ id: z.uuid(), name: z.string() })

export const MeView = z.object({
  person: z.object({ id: z.uuid(), name: z.string(), staffNo: z.string(), unit: UnitName }),
  /** Granted ones; everybody is an employee besides. */
  roles: z.array(z.object({ role: z.enum(roleNames), unit: UnitName })),
  company: z.string(),
  mode: z.enum(['demo', 'production']),
  language: z.enum(['zh', 'en']),
  /** `console`: the person may enter the desktop console. */
  home: Home,
  session: z.object({
    kind: z.enum(['normal', 'demo']),
    state: SignInState,
    expiresAt: z.iso.datetime(),
  }),
  secondFactor: z.object({
    asked: z.enum(['each_sign_in', 'device_30_days', 'none']),
    isSet: z.boolean(),
    shownAt: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.int(),
  }),
})
export type MeView = z.infer<typeof MeView>

export const getMe = endpoint({
  method: 'GET',
  path: '/me',
  summary: 'The signed-in person: unit, roles, and what the session still needs.',
  caller: 'employee',
  duringSignIn: true,
  input: z.object({}),
  output: MeView,
})

export const SessionView = z.object({
  id: z.uuid(),
  kind: z.enum(['normal', 'demo']),
  device: z.object({
    system: z.enum(['android', 'harmony', 'iphone', 'ipad', 'windows', 'mac', 'linux', 'other']),
    app: z.enum(['wechat', 'wecom', 'dingtalk', 'qq', 'edge', 'firefox', 'chrome', 'safari', 'other']),
  }),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** The session that asks. */
  current: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>
export const SessionsView = z.object({ sessions: z.array(SessionView) })

export const listSessions = endpoint({
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where I am signed in. When a session was last used is not kept.',
  caller: 'employee',
  input: z.object({}),
  output: SessionsView,
})

export const endSession = endpoint({
  method: 'POST',
  path: '/me/sessions/:id/end',
  summary: 'Signs out there, and forgets that device.',
  caller: 'employee',
  input: z.object({ id: z.uuid() }),
  output: SessionsView,
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/me/password',
  summary: 'Changes my password; my other sessions end and other devices are forgotten.',
  caller: 'employee',
  duringSignIn: true,
  keepReply: false,
  input: z.object({ old: z.string().min(1).max(1024), new: z.string().min(1).max(1024) }),
  output: SignInView,
})

export const SecondFactorOffer = z.object({
  /** What an authenticator app reads. */
  uri: z.string(),
  /** The same, to type in. */
  secret: z.string(),
  /** The same, to scan: an SVG picture. */
  qr: z.string(),
})
export type SecondFactorOffer = z.infer<typeof SecondFactorOffer>

export const beginSecondFactor = endpoint({
  method: 'POST',
  path: '/me/second-factor/begin',
  summary: 'Offers a new second factor. One in use must have been shown a short while ago.',
  caller: 'employee',
  duringSignIn: true,
  keepReply: false,
  input: z.object({}),
  output: SecondFactorOffer,
})

export const confirmSecondFactor = endpoint({
  method: 'POST',
  path: '/me/second-factor/confirm',
  summary: 'Proves the offered second factor by a first code and puts it in use. Recovery codes are shown this once.',
  caller: 'employee',
  duringSignIn: true,
  keepReply: false,
  input: z.object({ code: z.string().trim().min(1).max(40), rememberDevice: z.boolean().default(false) }),
  output: SignInView.extend({ recoveryCodes: z.array(z.string()) }),
})
