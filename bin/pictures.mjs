#!/usr/bin/env node
/** npm run pictures: copies those pictures of the browser tests that the documents show, and says which are missing. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const documents = [
  'README.md',
  'README.zh-CN.md',
  ...readdirSync(join(project, 'docs/guide')).map((name) => `docs/guide/${name}`),
]
const shown = new Set(
  documents.flatMap((file) =>
    [...readFileSync(join(project, file), 'utf8').matchAll(/pictures\/([\w-]+\.png)/g)].map((match) => match[1]),
  ),
)
mkdirSync(join(project, 'docs/pictures'), { recursive: true })
const missing = [...shown].filter((name) => !existsSync(join(project, 'test/pictures', name)))
for (const name of shown) {
  if (!missing.includes(name))
    copyFileSync(join(project, 'test/pictures', name), join(project, 'docs/pictures', basename(name)))
}
process.stdout.write(`${shown.size - missing.length} pictures copied\n`)
if (missing.length > 0) {
  process.stderr.write(`not taken by any test: ${missing.join(', ')}\n`)
  process.exit(1)
}
