/** The context of one act: whose tenant, who acts, when, in which language, with which request number. */
import type { Actor } from './access.ts'
import type { Calendar } from './calendar/calendar.ts'
import type { Db } from './db.ts'
import type { Keys } from './sealed.ts'
import type { Tenant } from './tenant.ts'
import type { Language } from './words.ts'

/** A live session: the cookie's hash names it; the cookie itself is never kept. */
export interface SessionInfo {
  readonly id: string
  readonly kind: 'normal' | 'demo' | 'kiosk'
  /** When the second factor was last shown in this session, or null. */
  readonly secondFactorAt: Date | null
  /** What must be done before anything else is allowed. */
  readonly owes: 'second_factor' | 'password' | null
  readonly expiresAt: Date
}

/** Identifies one write, so that a repeated request has one effect. */
export interface OnceKey {
  readonly key: string
  readonly route: string
  readonly inputHash: string
  readonly keepReply: boolean
}

export interface Ctx {
  readonly tenant: Tenant
  readonly db: Db
  readonly calendar: Calendar
  readonly keys: Keys
  readonly actor: Actor | null
  readonly session: SessionInfo | null
  readonly language: Language
  readonly now: Date
  readonly requestId: string
  readonly once: OnceKey | null
  /** The body of a `bytes` endpoint. */
  readonly bytes: Uint8Array | null
  /** What the verbs of sign-in need to know of the request; null for jobs and the command line. */
  readonly client: ClientInfo | null
}

export interface ClientInfo {
  readonly address: string
  readonly device: string | null
  readonly agent: string
  /** The request came over https. */
  readonly secure: boolean
  /** Lets a sign-in verb set the session or device cookie of the reply. */
  readonly setCookie: (name: 'session' | 'device', value: string | null, maxAgeSeconds: number | null) => void
}
