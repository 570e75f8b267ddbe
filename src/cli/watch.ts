/** For `npm run dev`: builds again when a source changes, and starts the children anew. */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { project } from '../places.ts'
import { complain, say } from './say.ts'

/** Editors write a file in several steps. */
const settle = 300

/** Returns what ends the watching. A build that fails leaves the running product as it is. */
export function rebuildOnChange(restart: () => Promise<unknown>): () => Promise<void> {
  let timer: NodeJS.Timeout | null = null
  let working: Promise<void> = Promise.resolve()
  const rebuild = async (): Promise<void> => {
    say('Building …')
    if (!(await built())) return
    await restart()
    say('Up to date.')
  }
  const watcher = watch(join(project, 'src'), { recursive: true }, () => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => {
      working = working.then(rebuild).catch((error: unknown) => complain(String(error)))
    }, settle)
  })
  return () => {
    watcher.close()
    if (timer !== null) clearTimeout(timer)
    return working
  }
}

function built(): Promise<boolean> {
  const build = spawn(process.execPath, [join(project, 'bin/build.mjs')], { stdio: 'inherit' })
  return new Promise((resolve) => build.once('close', (code) => resolve(code === 0)))
}
