/** What the phone loads before its first page can be used: scripts and styles named by the page, and what they import. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Bench } from './figure.ts'
import { round } from './figure.ts'
import { project } from './product.ts'

const folder = join(project, 'dist/web/mobile')

/** Files that the browser fetches at once: from the page, then along static imports. */
async function initialFiles(): Promise<string[]> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const queue = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]!)
  const seen = new Set<string>()
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue
    seen.add(path)
    if (!path.endsWith('.js')) continue
    const text = await readFile(join(folder, path), 'utf8')
    for (const match of text.matchAll(/(?:from|import)\s*["'](\.{0,2}\/[^"']+\.js)["']/g)) {
      queue.push(new URL(match[1]!, `http://x${path}`).pathname)
    }
  }
  return [...seen]
}

export const size: Bench = {
  name: 'size',
  async run() {
    const files = await initialFiles()
    if (files.length === 0) throw new Error('the first page names no script: the measure looks at the wrong file')
    const sizes = await Promise.all(
      files.map(async (path) => gzipSync(await readFile(join(folder, path)), { level: 9 }).length),
    )
    const total = sizes.reduce((sum, n) => sum + n, 0) / 1024
    return [
      {
        what: "phone's first page, initial JS + CSS, gzip",
        value: round(total, 1),
        unit: 'KB',
        bar: '<= 40',
        ok: total <= 40,
      },
    ]
  },
}
