/** The built product as a process: started on a free port with a state folder of its own, stopped by its pid. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout, seen from dist/measure/bench. */
export const project = fileURLToPath(new URL('../../../', import.meta.url))

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export function stateFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'nuanqiao-bench-'))
}
export function dropFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true })
}

/** Milliseconds. */
const patience = 300_000

export interface Product {
  readonly url: string
  readonly home: string
  readonly process: ChildProcess
  /** Milliseconds from the start of the process until the first page answered. */
  readonly startMillis: number
  stop(): Promise<void>
}

/** Starts the product and waits until its first page answers. `more` is added to its environment, `args` to its command. */
export async function startProduct(
  home: string,
  port: number,
  more: NodeJS.ProcessEnv = {},
  args: readonly string[] = [],
): Promise<Product> {
  const began = performance.now()
  const child = spawn(process.execPath, [join(project, 'bin/nuanqiao.mjs'), 'start', ...args], {
    cwd: project,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', NUANQIAO_HOME: home, NUANQIAO_MODE: 'demo', ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => (said += chunk))
  child.stderr.on('data', (chunk) => (said += chunk))
  const url = `http://127.0.0.1:${port}`
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the product did not start:\n${said}`)
    const answer = await fetch(`${url}/`).catch(() => null)
    if (answer?.ok === true && (await answer.text()).includes('<html')) break
    if (performance.now() - began > patience) {
      child.kill('SIGTERM')
      throw new Error(`no first page within five minutes:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const startMillis = performance.now() - began
  // asked to stop before it has said so, it would just end and leave its children to notice
  while (!said.includes('Nuanqiao is open') && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    home,
    process: child,
    startMillis,
    async stop() {
      if (child.exitCode !== null) return
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    },
  }
}
