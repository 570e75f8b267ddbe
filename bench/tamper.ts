/**
 * Sixteen writers, kill -9 of the whole product among them, a new start; then a copy of the audit log is altered in every way that
 * somebody with all rights could think of (`nuanqiao prove`), and each must be found and named.
 */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Bench } from './figure.ts'
import { enter, post } from './people.ts'
import { dropFolder, freePort, project, startProduct, stateFolder } from './product.ts'

const writers = 16
const millis = 4_000

async function writeUntil(url: string, cookie: string, stopped: () => boolean): Promise<number> {
  let written = 0
  while (!stopped()) {
    const text = `审计试验 ${randomUUID()} 抢修车夜班没有备用接头`
    const answered = await post(url, '/api/voice/suggestions', { text, about: 'tools' }, cookie).catch(() => null)
    if (answered === null) return written
    written += 1
  }
  return written
}

/** What the command says at its end: how many ways were tried, on how many entries, and how many were found. */
async function prove(home: string): Promise<{ ways: number; entries: number; found: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(project, 'bin/nuanqiao.mjs'), 'prove'], {
    env: { ...process.env, NUANQIAO_HOME: home, LC_ALL: 'en_GB.UTF-8' },
  }).catch((error: { stdout: string }) => error)
  const [, ways, entries, found] = /(\d+) ways .* copy of (\d+) audit entries, (\d+) were found/.exec(stdout) ?? []
  if (found === undefined) throw new Error(`prove said: ${stdout}`)
  return { ways: Number(ways), entries: Number(entries), found: Number(found) }
}

export const tamper: Bench = {
  name: 'tamper',
  async run() {
    const home = await stateFolder()
    const port = await freePort()
    let written = 0
    try {
      for (const end of ['kill', 'prove'] as const) {
        const product = await startProduct(home, port)
        const people = await enter(product.url, writers)
        let stop = false
        const all = Array.from({ length: writers }, (_, i) =>
          writeUntil(product.url, people[i % people.length]!.cookie, () => stop),
        )
        await new Promise((resolve) => setTimeout(resolve, millis))
        if (end === 'kill') product.process.kill('SIGKILL')
        stop = true
        written += (await Promise.all(all)).reduce((sum, n) => sum + n, 0)
        if (end === 'kill') continue
        await new Promise((resolve) => setTimeout(resolve, 3_000)) // the last entries get their leaves
        const { ways, entries, found } = await prove(home)
        await product.stop()
        return [
          { what: `${writers} writers and a kill -9: acts written by them`, value: written, unit: 'acts' },
          { what: 'audit entries, whole after the kill', value: entries, unit: 'entries' },
          {
            what: 'alterations found and named',
            value: `${found} of ${ways}`,
            unit: '',
            bar: 'all found',
            ok: found === ways,
          },
        ]
      }
      throw new Error('it ends in a proof')
    } finally {
      await dropFolder(home)
    }
  },
}
