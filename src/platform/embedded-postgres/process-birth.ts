/** Telling processes apart: a process id alone is used again, soonest in containers, where everything is number 7. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When the living process `pid` began, as a text that no other process of this number has; null if there is none
 * (a zombie counts as none). Source: proc(5), fields 3 and 22 of /proc/PID/stat, with the id of this boot; elsewhere `ps`.
 */
export function processBirth(pid: number): string | null {
  if (!isAlive(pid)) return null
  if (process.platform !== 'linux')
    return (
      spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`])
        .stdout.toString()
        .trim() || null
    )
  const stat = readProc(`${pid}/stat`)
  if (stat === null) return null
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // the name in brackets may hold spaces
  const [state, started] = [fields[0], fields[19]]
  return state === 'Z' || state === 'X' ? null : `${readProc('sys/kernel/random/boot_id')?.trim()} ${started}`
}

/** The command line of the living process `pid`, words joined by spaces, or null if there is none or it is not shown to us. */
export function processCommand(pid: number): string | null {
  if (process.platform === 'linux') return readProc(`${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? null
  return (
    spawnSync('ps', ['-ww', '-o', 'command=', '-p', `${pid}`])
      .stdout.toString()
      .trim() || null
  )
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return null
  }
}
