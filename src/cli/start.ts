/**
 * `nuanqiao start`: the supervisor. Database, migrations, then web server and worker as children, until told to stop. With `--only`
 * one of them, beside others on this machine or elsewhere.
 */
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnvironment, type Settings, SettingsError } from '#platform/settings.ts'
import { wrappersOf } from '../places.ts'
import { type Database, ownDatabase, prepare } from './database.ts'
import { ensureDemo } from './demo.ts'
import { type EnvironmentOf, type KeptChild, keepChild } from './keep-child.ts'
import { say } from './say.ts'
import { untilStopped } from './stop.ts'
import { rebuildOnChange } from './watch.ts'
import { webPermissions } from './web-permissions.ts'

export interface StartWish {
  readonly watch: boolean
  /** null: both. */
  readonly only: 'web' | 'worker' | null
}

/** Resolves to the exit code when everything has ended. */
export async function start(settings: Settings, { watch, only }: StartWish): Promise<number> {
  const stop = untilStopped()
  if (only !== 'worker') await freePort(settings)
  const database = databaseFor(settings, only)
  const ground = database.then((found) => makeGround(settings, found))
  const starting = childrenOf(settings, only, ground) // they load while the database starts
  const started = Promise.allSettled(starting)
  let stopWatching: (() => Promise<void>) | null = null
  try {
    const { mode } = await ground
    const children = await Promise.all(starting)
    if (watch) stopWatching = rebuildOnChange(() => Promise.all(children.map((child) => child.restart())))
    const port = children[0]?.port ?? settings.port
    if (only === 'worker') say('The worker is at work.')
    else {
      await firstPage(settings.host, port)
      sayAddress(settings.host, port)
      if (mode === 'demo' && isHere(settings.host))
        say('For a phone in the same network: stop, then HOST=0.0.0.0 npm start')
    }
    stop.graceful()
    await stop.asked
    return 0
  } finally {
    await stopWatching?.()
    // the children first: they need the database to finish what is under way
    await Promise.all((await started).map((child) => (child.status === 'fulfilled' ? child.value.stop() : null)))
    await (await database.catch(() => null))?.stop()
  }
}

type FoundDatabase = Omit<Database, 'ownerUrl'> & { readonly ownerUrl: string | null }

/** What the children stand on: a database brought up to date and filled, and the key that wraps. */
interface Ground {
  readonly appUrl: string
  readonly mode: 'demo' | 'production'
}

async function makeGround(settings: Settings, database: FoundDatabase): Promise<Ground> {
  const { ownerUrl, appUrl } = database
  const mode = ownerUrl === null ? 'production' : await migrated(settings, { ...database, ownerUrl })
  await wrappersOf(settings) // made here if new: the web server may read the file, but write nothing beside it
  return { appUrl, mode }
}

/** A part alone may be given the application's address without the owner's: then it migrates nothing, and need not be trusted with it. */
async function databaseFor(settings: Settings, only: StartWish['only']): Promise<FoundDatabase> {
  if (only === null || settings.databaseUrl !== null) return ownDatabase(settings)
  if (settings.appUrl !== null) return { ownerUrl: null, appUrl: settings.appUrl, stop: () => Promise.resolve() }
  const words =
    'start --only is for several processes on a PostgreSQL of your own: set NUANQIAO_APP_URL or DATABASE_URL.'
  throw new SettingsError([words])
}

async function migrated(settings: Settings, database: Database): Promise<'demo' | 'production'> {
  const { mode } = await prepare(settings, database)
  if (mode === 'demo') await ensureDemo(settings, database)
  return mode
}

/** The web server first, where there is one. */
function childrenOf(settings: Settings, only: StartWish['only'], ground: Promise<Ground>): Promise<KeptChild>[] {
  const environment =
    (name: 'server' | 'worker', own: Settings): EnvironmentOf =>
    async (port) => {
      const { appUrl, mode } = await ground
      const log = settings.log ?? (mode === 'demo' ? 'warn' : 'info')
      return childEnvironment(name, process.env, { ...own, log, port: port ?? own.port }, appUrl)
    }
  const { metrics } = settings
  const beside = only === null && metrics !== null ? { ...metrics, port: metrics.port + 1 } : metrics
  return [
    ...(only === 'worker' ? [] : [keepChild('server', webPermissions(settings), environment('server', settings))]),
    ...(only === 'web'
      ? []
      : [keepChild('worker', Promise.resolve([]), environment('worker', { ...settings, metrics: beside }))]),
  ]
}

/** Said before the database is touched. A program that was just killed may still be leaving. */
async function freePort({ host, port }: Settings): Promise<void> {
  for (let tries = 50; tries > 0; tries -= 1) {
    if (await canListen(host, port)) return
    await sleep(100)
  }
  throw new Error(`Port ${port} is in use by another program. Choose another one: PORT=${port + 1} npm start`)
}

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') return resolve(false)
      const words = { EACCES: 'this user may not use that port', EADDRNOTAVAIL: 'this machine has no such address' }
      reject(new Error(`Cannot listen on ${host}:${port}: ${words[error.code as 'EACCES'] ?? error.message}.`))
    })
    probe.listen({ host, port }, () => probe.close(() => resolve(true)))
  })
}

async function firstPage(host: string, port: number): Promise<void> {
  const name = isEverywhere(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const reply = await fetch(`http://${name}:${port}/`)
  await reply.arrayBuffer()
  if (reply.status >= 500) throw new Error(`The first page answers ${reply.status}.`)
}

/** One address: that of this machine, or, where others may come in, its address in the network. */
function sayAddress(host: string, port: number): void {
  const name = isHere(host) ? 'localhost' : isEverywhere(host) ? (networkAddress() ?? 'localhost') : host
  say(`Nuanqiao is open at http://${name}:${port}`)
}

function isHere(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1'].includes(host)
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function networkAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flat()
  return all.find((one) => one !== undefined && one.family === 'IPv4' && !one.internal)?.address
}
