/** Processes of the product as the machine sees them. Linux only; elsewhere none are seen. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** Ids of the living processes that have the state folder in their environment or on their command line. */
export function processesOf(home: string, program = ''): number[] {
  if (!existsSync('/proc')) return []
  const own = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    const commandLine = readOf(pid, 'cmdline')
    if (commandLine === '' || !commandLine.includes(program)) return false
    return commandLine.includes(home) || readOf(pid, 'environ').includes(`NUANQIAO_HOME=${home}\0`)
  })
  return own.map(Number)
}

/** What a process was told at its start; empty if it is gone. */
export function readOf(pid: string | number, file: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** A port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
