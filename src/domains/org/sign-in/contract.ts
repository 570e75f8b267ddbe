/** Sign-in: how a person comes in, by demo entry, password and second factor, or the one-time code of a new account. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'

/** What a session still needs before it is good for anything else; `in`: nothing. */
export const SignInState = z.enum(['in', 'second_factor', 'set_up_second_factor', 'change_password'])
export type SignInState = z.infer<typeof SignInState>

/** Where the person's work is. */
export const Home = z.enum(['phone', 'console'])
export type Home = z.infer<typeof Home>

export const SignInView = z.object({ state: SignInState, home: Home })
export type SignInView = z.infer<typeof SignInView>

const InTwoLanguages = z.object({ zh: z.string(), en: z.string() })
/** Somebody as whom a visitor of the demo may enter. */
export const DemoEntryView = z.object({
  personId: z.uuid(),
  key: z.string(),
  name: z.string(),
  unitName: z.string(),
  /** The role in words, such as 支部书记. */
  title: InTwoLanguages,
  /** One line of what there is to see. */
  hint: InTwoLanguages,
  home: Home,
})
export type DemoEntryView = z.infer<typeof DemoEntryView>

export const EntryView = z.object({
  company: z.string(),
  mode: z.enum(['demo', 'production']),
  /** Empty in production. */
  demoEntries: z.array(DemoEntryView),
})
export type EntryView = z.infer<typeof EntryView>

export const getEntry = endpoint({
  method: 'GET',
  path: '/entry',
  summary: 'What the entry page shows: the company and, in a demo, as whom one may enter.',
  caller: 'anyone',
  input: z.object({}),
  output: EntryView,
})

export const enterDemo = endpoint({
  method: 'POST',
  path: '/demo-entry',
  summary: 'Enters as one of the people of the demo. Does not exist in production.',
  caller: 'anyone',
  keepReply: false,
  input: z.object({ personId: z.uuid() }),
  output: SignInView,
})

/** Staff number or phone, as typed. */
const Login = z.string().trim().min(1).max(60)
const Password = z.string().min(1).max(1024)
/** A one-time code, or one that was noted for the day the phone is lost. */
const Code = z.string().trim().min(1).max(40)

export const signIn = endpoint({
  method: 'POST',
  path: '/sign-in',
  summary: 'Signs in by staff number or phone and password.',
  caller: 'anyone',
  keepReply: false,
  input: z.object({ login: Login, password: Password, rememberDevice: z.boolean().default(false) }),
  output: SignInView,
})

export const showSecondFactor = endpoint({
  method: 'POST',
  path: '/sign-in/second-factor',
  summary: 'Shows the second factor: at sign-in, and again before an act that asks for a fresh one.',
  caller: 'employee',
  duringSignIn: true,
  keepReply: false,
  input: z.object({ code: Code, rememberDevice: z.boolean().default(false) }),
  output: SignInView,
})

export const activate = endpoint({
  method: 'POST',
  path: '/activate',
  summary: 'Spends a one-time activation code on a password of one’s own, and signs in.',
  caller: 'anyone',
  keepReply: false,
  input: z.object({ login: Login, code: Code, password: Password, rememberDevice: z.boolean().default(false) }),
  output: SignInView,
})

export const signOut = endpoint({
  method: 'POST',
  path: '/sign-out',
  summary: 'Ends the session of this browser.',
  caller: 'anyone',
  keepReply: false,
  input: z.object({}),
  output: z.object({}),
})
