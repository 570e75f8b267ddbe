/** `nuanqiao start`: the supervisor. Database, migrations, then web server and worker as children, until told to stop. */
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnvironment, type Settings } from '#platform/settings.ts'
import { keysOf } from '../places.ts'
import { ownDatabase, prepare } from './database.ts'
import { ensureDemo } from './demo.ts'
import { keepChild } from './keep-child.ts'
import { say } from './say.ts'
import { untilStopped } from './stop.ts'
import { rebuildOnChange } from './watch.ts'
import { webPermissions } from './web-permissions.ts'

/** Resolves to the exit code when everything has ended. */
export async function start(settings: Settings, { watch }: { watch: boolean }): Promise<number> {
  const stop = untilStopped()
  await freePort(settings)
  const database = await ownDatabase(settings)
  const undo: (() => Promise<void>)[] = [database.stop]
  try {
    const { mode } = await prepare(settings, database)
    if (mode === 'demo') await ensureDemo(settings, database)
    keysOf(settings) // made here if new: the web server may read the file, but write nothing beside it
    const child = (name: 'server' | 'worker', flags: readonly string[]) =>
      keepChild(name, flags, (port) =>
        childEnvironment(name, process.env, { ...settings, port: port ?? settings.port }, database.appUrl),
      )
    const starting = [child('server', webPermissions(settings, database.appUrl)), child('worker', [])] as const
    undo.push(async () => {
      const children = await Promise.allSettled(starting)
      await Promise.all(children.map((child) => (child.status === 'fulfilled' ? child.value.stop() : null)))
    })
    const [server, worker] = await Promise.all(starting)
    if (watch) undo.push(rebuildOnChange(() => Promise.all([server.restart(), worker.restart()])))
    await firstPage(settings.host, server.port ?? settings.port)
    sayAddress(settings.host, server.port ?? settings.port)
    if (mode === 'demo' && isHere(settings.host))
      say('For a phone in the same network: stop, then HOST=0.0.0.0 npm start')
    stop.graceful()
    await stop.asked
    return 0
  } finally {
    // the children first: they need the database to finish what is under way
    for (const step of undo.splice(1)) await step()
    for (const step of undo) await step()
  }
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
