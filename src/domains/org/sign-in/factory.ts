/** For tests: people who can sign in, and browsers that keep cookies as real ones do. */
import type { Actor } from '#platform/access.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import type { InputOf, OutputOf } from '#platform/endpoint.ts'
import { seal } from '#platform/sealed.ts'
import { pepperOf } from '#platform/sign-in/account.ts'
import { hashPassword } from '#platform/sign-in/password.ts'
import { newSecret, totpAt } from '#platform/sign-in/totp.ts'
import { type Callable, CallError, requestOf } from '#ui/call.ts'

export const goodPassword = '北风吹过第三座桥 then it snowed'

interface Wish {
  readonly password?: string
  /** False: no second factor has been set up. */
  readonly totp?: boolean
}

export interface TestAccount {
  readonly personId: string
  /** What to sign in with. */
  readonly proof: { readonly login: string; readonly password: string }
  /** The one-time code of an instant. */
  readonly code: (at: Date) => string
}

/** An activated account of a person. */
export async function anAccount(
  { db, keys }: { db: Db; keys: Ctx['keys'] },
  person: Actor,
  { password = goodPassword, totp = false }: Wish = {},
): Promise<TestAccount> {
  const { personId } = person
  const secret = newSecret()
  const place = { table: 'platform_account', column: 'totp_sealed', row: personId }
  await db
    .insertInto('platform_account')
    .values({
      person_id: personId,
      password_hash: await hashPassword(password, pepperOf(keys)),
      password_set_at: new Date(0),
      totp_sealed: totp ? seal(keys, place, secret.toString('base64url')) : null,
    })
    .execute()
  return {
    personId,
    proof: { login: person.staffNo, password },
    code: (at) => totpAt(secret, Math.floor(at.getTime() / 30_000)),
  }
}

type Ask = (
  method: string,
  path: string,
  body: string | undefined,
  options: { headers: Record<string, string | undefined>; host?: string; key?: string },
) => Promise<{ status: number; headers: Readonly<Record<string, string | string[] | undefined>>; text: string }>

export interface TestBrowser {
  /** What it keeps, by name. */
  readonly cookies: Map<string, string>
  /** The Set-Cookie lines of the last reply. */
  readonly lastCookies: () => readonly string[]
  readonly call: <E extends Callable>(
    endpoint: E,
    input: InputOf<E>,
    options?: { key?: string },
  ) => Promise<OutputOf<E>>
  /** The refusal code that a call ends in, or null where it is answered. */
  readonly refused: <E extends Callable>(endpoint: E, input: InputOf<E>) => Promise<string | null>
}

/** A browser of its own, with the cookies it is given and no others. */
export function openBrowser(
  ask: Ask,
  { host, headers = {} }: { host?: string; headers?: Record<string, string> } = {},
): TestBrowser {
  const cookies = new Map<string, string>()
  let last: readonly string[] = []
  const call: TestBrowser['call'] = async (endpoint, input, { key } = {}) => {
    const { method, path, body } = requestOf(endpoint, input)
    const cookie = cookies.size === 0 ? undefined : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await ask(method, `/api${path}`, typeof body === 'string' ? body : undefined, {
      headers: { 'user-agent': 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0', ...headers, cookie },
      ...(host === undefined ? {} : { host }),
      ...(key === undefined ? {} : { key }),
    })
    last = [answer.headers['set-cookie'] ?? []].flat()
    for (const line of last) keep(cookies, line)
    const reply = JSON.parse(answer.text)
    if (answer.status === 200) return reply
    throw new CallError(reply.error.code, answer.status, reply.error.message, { details: reply.error.details ?? {} })
  }
  return {
    cookies,
    lastCookies: () => last,
    call,
    refused: (endpoint, input) =>
      call(endpoint, input).then(
        () => null,
        (error: unknown) => {
          if (error instanceof CallError) return error.code
          throw error
        },
      ),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  if (attributes.includes('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, value)
}
