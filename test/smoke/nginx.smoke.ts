/** Two web servers and two workers behind nginx with the example configuration, as an operator would run them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overTls } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, installedPostgres, startCluster } from '../world/cluster.ts'
import { installedNginx, type Nginx, startNginx } from '../world/nginx.ts'
import { freePort } from '../world/processes.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const vectors = join(project, 'test/vectors')
const nginx = installedNginx()
const bin = installedPostgres()
const missing = nginx === undefined ? 'nginx' : bin === null ? 'PostgreSQL 15 or newer' : null
if (missing !== null) process.stdout.write(`skipped: ${missing} is not installed here\n`)

interface Reply {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}
interface Asked {
  readonly cookie?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

describe.skipIf(missing !== null)('behind nginx', () => {
  const facts = JSON.parse(readFileSync(join(vectors, 'previous-release.json'), 'utf8'))
  const processes: ChildProcess[] = []
  let folder: string
  let cluster: Cluster
  let owner: pg.Client
  let proxy: Nginx
  let webs: { port: number; metrics: number; child: ChildProcess }[]
  let cookie = ''

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nq-nginx-'))
    chmodSync(folder, 0o755)
    cluster = await startCluster(bin!)
    await ended(product(['restore', join(vectors, 'previous-release.backup')], { DATABASE_URL: cluster.url }))
    owner = new pg.Client({ connectionString: cluster.url })
    await owner.connect()
    const password = readFileSync(join(folder, 'home/app.password'), 'utf8').trim()
    const appUrl = Object.assign(new URL(cluster.url), { username: 'nuanqiao_app', password }).href
    webs = await Promise.all(
      [1, 2].map(async () => {
        const [port, metrics] = [await freePort(), await freePort()]
        const env = {
          NUANQIAO_APP_URL: appUrl,
          PORT: String(port),
          NUANQIAO_METRICS: `127.0.0.1:${metrics}`,
          NUANQIAO_TRUSTED_HOPS: '1',
        }
        const child = product(['start', '--only', 'web'], env)
        await says(child, 'Nuanqiao is open')
        return { port, metrics, child }
      }),
    )
    proxy = await startNginx({
      program: nginx!,
      example: join(project, 'deploy/nginx.conf'),
      folder: join(folder, 'nginx'),
      ports: webs.map(({ port }) => port),
      tls: true,
    })
    const signedIn = await ask('POST', '/api/sign-in', { body: proof() })
    expect([signedIn.status, signedIn.text]).toEqual([200, expect.stringContaining('"in"')])
    cookie = cookiesOf(signedIn)
    for (const _ of [1, 2]) await says(product(['start', '--only', 'worker'], { NUANQIAO_APP_URL: appUrl }), 'at work')
  }, 180_000)
  afterAll(async () => {
    const living = processes.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    await Promise.all(living.map((child) => (child.kill('SIGTERM') ? once(child, 'exit') : null)))
    await proxy?.stop()
    await owner?.end()
    await cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const proof = (password: string = facts.account.password) => ({ login: facts.account.login, password })

  function product(args: string[], env: Record<string, string>): ChildProcess {
    const { PATH, HOME, TMPDIR } = process.env
    const key = Buffer.alloc(32, 7).toString('base64')
    const child = spawn(process.execPath, [join(project, 'bin/nuanqiao.mjs'), ...args], {
      env: {
        PATH,
        HOME,
        TMPDIR,
        NUANQIAO_HOME: join(folder, 'home'),
        NUANQIAO_MASTER_KEY: key,
        NUANQIAO_AUDIT_KEY: key,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    processes.push(child)
    return child
  }

  const ask = (method: string, path: string, asked: Asked = {}) =>
    send({ tls: true, port: proxy.port, method, path, ...asked })
  /** Past nginx, as nginx asks. */
  const askOne = (web: { port: number }, method: string, path: string, asked: Asked = {}) => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1', ...asked.headers }
    return send({ tls: false, port: web.port, method, path, ...asked, headers })
  }

  test('whoever signed in on one is signed in on the other, with cookies for https', async () => {
    expect(cookie).toMatch(/^__Host-nq=[\w-]{43}/)
    for (const web of webs) {
      const reply = await askOne(web, 'GET', '/api/me', { cookie })
      expect([reply.status, JSON.parse(reply.text).person.id]).toEqual([200, facts.account.personId])
    }
    const page = await ask('GET', '/')
    expect(page.headers['strict-transport-security']).toBeDefined()
    expect(page.text).toContain('<html')
    expect((await ask('GET', '/readyz')).status).toBe(404)
    expect((await askOne(webs[0]!, 'GET', '/readyz')).status).toBe(200)
    expect((await ask('GET', '/metrics')).text).not.toContain('nuanqiao_')
  })

  test('an event reaches open pages on both', async () => {
    const streams = await Promise.all([1, 2, 3, 4].map(() => openStream()))
    for (const { metrics } of webs) {
      const text = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text()
      expect(Number(/^nuanqiao_event_streams (\d+)$/m.exec(text)?.[1])).toBeGreaterThan(0)
    }
    const raised = await ask('POST', '/api/voice/suggestions', {
      cookie,
      body: { text: '换热站的照明坏了三盏，夜里巡检看不清。', about: 'safety' },
    })
    expect(raised.status).toBe(200)
    const { matterId } = JSON.parse(raised.text)
    for (const { heard } of streams) await expect.poll(heard, { timeout: 5_000 }).toContain(matterId)
    for (const { close } of streams) close()
  }, 30_000)

  test('a lock-out counts tries on both', async () => {
    const login = facts.people[0].id.slice(0, 8)
    const tryOn = async (n: number): Promise<string> => {
      const reply = await askOne(webs[n % 2]!, 'POST', '/api/sign-in', { body: { login, password: 'not this one' } })
      return JSON.parse(reply.text).error.code
    }
    const wrong = [await tryOn(0), await tryOn(1), await tryOn(2)]
    expect(wrong).toEqual(Array(3).fill('sign_in.wrong'))
    expect(await Promise.all([tryOn(0), tryOn(1)])).toEqual(Array(2).fill('sign_in.wait'))
  })

  test('an address that a client claims to come from is not believed', async () => {
    await owner.query('delete from main.platform_limit')
    for (let n = 1; n <= 4; n += 1) {
      const headers = {
        'x-forwarded-for': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
      }
      await ask('POST', '/api/sign-in', { headers, body: { login: `NOBODY${n}`, password: 'not this one' } })
    }
    const { rows } = await owner.query(`select name from main.platform_limit where name like 'address/%'`)
    expect(rows).toHaveLength(1)
  })

  test('a file of ten megabytes comes through to the product, more is turned away', async () => {
    const sent = async (bytes: number) => {
      const headers = { 'content-type': 'image/jpeg' }
      return (await ask('POST', '/api/matters-pictures', { cookie, headers, body: Buffer.alloc(bytes) })).status
    }
    expect(await sent(10 * 1024 * 1024 + 1)).toBe(413)
    expect(await sent(10 * 1024 * 1024)).toBe(422) // no picture, says the product
    const early = { headers: { 'content-type': 'image/jpeg' }, body: Buffer.alloc(9_000_000) }
    for (let n = 0; n < 4; n += 1) await ask('POST', '/api/nowhere', early)
    expect((await ask('GET', '/api/me', { cookie })).status, 'refused before its end').toBe(200)
  })

  test('each job is done once, whichever worker takes it', async () => {
    await owner.query(`
      create table public.taken (id bigint, by text);
      grant insert on public.taken to nuanqiao_app;
      create function public.note_taken() returns trigger language plpgsql as
        $$ begin insert into public.taken values (new.id, new.locked_by); return new; end $$;
      create trigger taken after update of locked_by on graphile_worker._private_jobs
        for each row when (new.locked_by is not null) execute function public.note_taken()`)
    const more = () =>
      owner.query(`
      insert into graphile_worker._private_jobs (task_id, payload)
      select id, json_build_object('tenant', 'main') from graphile_worker._private_tasks, generate_series(1, 60)
       where identifier = 'platform.housekeeping'`)
    const waiting = async () =>
      (await owner.query('select count(*)::int as n from graphile_worker._private_jobs where run_at <= now()')).rows[0]
        .n
    const taken = async () =>
      (
        await owner.query(
          'select count(*)::int as taken, count(distinct id)::int as jobs, count(distinct by)::int as workers from public.taken',
        )
      ).rows[0]
    // sixty are sometimes done before the other worker has looked
    for (let round = 0; round < 10 && (await taken()).workers < 2; round += 1) {
      await more()
      await expect.poll(waiting, { timeout: 40_000, interval: 500 }).toBe(0)
    }
    const all = await taken()
    expect(all).toMatchObject({ taken: all.jobs, workers: 2 })
    expect(all.jobs).toBeGreaterThanOrEqual(60)
  }, 120_000)

  test('when one web server is killed, the other serves', async () => {
    const [killed] = webs
    killed!.child.kill('SIGKILL') // its own child ends with it
    await expect
      .poll(
        () =>
          askOne(killed!, 'GET', '/healthz').then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(0)
    for (let n = 0; n < 20; n += 1) expect((await ask('GET', '/api/me', { cookie })).status).toBe(200)
    const raised = { text: '二号泵房的门关不严，夜里进风很冷。', about: 'tools' }
    expect((await ask('POST', '/api/voice/suggestions', { cookie, body: raised })).status).toBe(200)
  }, 60_000)

  async function openStream(): Promise<{ heard: () => string; close: () => void }> {
    let text = ''
    const asked = overTls({
      port: proxy.port,
      host: '127.0.0.1',
      path: '/api/events',
      headers: { cookie, host: 'localhost' },
      agent: false,
      rejectUnauthorized: false,
    })
    asked.on('error', () => undefined).end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(200)
    response.on('error', () => undefined).on('data', (part) => (text += part))
    return { heard: () => text, close: () => asked.destroy() }
  }
})

interface Sent extends Asked {
  readonly tls: boolean
  readonly port: number
  readonly method: string
  readonly path: string
}

function send({ tls, port, method, path, cookie, body, headers }: Sent): Promise<Reply> {
  const writes = method !== 'GET'
  const content = body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const all = {
    host: 'localhost',
    'accept-language': 'en',
    ...(cookie === undefined ? {} : { cookie }),
    ...(writes ? { 'x-requested-with': 'nuanqiao', 'idempotency-key': randomUUID() } : {}),
    ...(content === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
    ...headers,
  }
  const options = { host: '127.0.0.1', port, method, path, headers: all, agent: false as const }
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage) => {
      let text = ''
      response.on('data', (part) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      response.on('error', reject)
    }
    const asked = tls ? overTls({ ...options, rejectUnauthorized: false }, answered) : overHttp(options, answered)
    asked.on('error', reject)
    asked.end(content)
  })
}

function cookiesOf({ headers }: Reply): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0]).join('; ')
}

async function says(child: ChildProcess, words: string): Promise<void> {
  let text = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (part) => {
      text += part
      if (text.includes(words)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  let text = ''
  child.stdout?.on('data', (part) => (text += part))
  const [code] = await once(child, 'exit')
  expect([code, text]).toEqual([0, expect.any(String)])
}
