/** Runs a load in a process of its own and waits for its result. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Plan, Result } from './load.ts'

export const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** Throws Error where a single request failed: rates of errors are no rates. */
export function load(plan: Plan): Result {
  const { stdout, status } = spawnSync(process.execPath, [here('./load.js'), JSON.stringify(plan)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error('the load broke off')
  const result = JSON.parse(stdout) as Result
  if (result.failed > 0) throw new Error(`${result.failed} requests failed, first: ${result.firstFailure}`)
  return result
}
