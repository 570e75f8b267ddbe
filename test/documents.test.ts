/** The documents: what they name is there. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { quotedPaths } from './shape/quoted-paths.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: root })
const documents = listed
  .toString()
  .split('\n')
  .filter((name) => name !== '' && existsSync(join(root, name)))

test('every path that a document names is there', () => {
  expect(documents.length).toBeGreaterThan(3)
  const missing = documents.flatMap((name) => {
    const { spans, links } = quotedPaths(readFileSync(join(root, name), 'utf8'))
    const roots = [root, join(root, 'src'), join(root, dirname(name))]
    return [
      ...spans.filter((path) => !roots.some((folder) => existsSync(join(folder, path)))),
      ...links.filter((path) => !existsSync(join(root, dirname(name), path))),
    ].map((path) => `${name} names ${path}`)
  })
  expect(missing).toEqual([])
})

test('seen failing: code spans and links are read, prose and blocks are not', () => {
  const text =
    'See `src/none.ts`, `npm test`, `GONE.md` and [here](docs/none.md#part).\n```\n`src/block.ts`\n```\n[x](https://x.y)'
  expect(quotedPaths(text)).toEqual({ spans: ['src/none.ts', 'GONE.md'], links: ['docs/none.md'] })
})
