#!/usr/bin/env node
/** npm run bench [-- NAME ...] [--json] [--minutes N]: measures side by side in one run, one line a figure with its bar. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const must = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: project, stdio: ['ignore', 2, 2] })
  if (status !== 0) process.exit(status ?? 1)
}
must(process.execPath, [join(project, 'bin/build.mjs')])
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
must(process.execPath, [tsc, '-p', join(project, 'tsconfig.bench.json')])

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, minutes: { type: 'string' } },
})
const json = values.json
const wish = values.minutes === undefined ? {} : { minutes: Number(values.minutes) }
if (wish.minutes !== undefined && !(wish.minutes > 0)) {
  process.stderr.write('--minutes takes a number above 0\n')
  process.exit(2)
}
const { benches } = await import(join(project, 'dist/measure/bench/benches.js'))
const chosen =
  wanted.length === 0
    ? benches.filter((bench) => !bench.onRequest)
    : benches.filter((bench) => wanted.includes(bench.name))
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0 || chosen.length === 0) {
  process.stderr.write(`no bench ${unknown.join(', ')}; there are: ${benches.map((bench) => bench.name).join(', ')}\n`)
  process.exit(2)
}

const all = []
if (!json)
  process.stdout.write(
    `${new Date().toISOString()}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})\n`,
  )
for (const bench of chosen) {
  const figures = await bench.run(wish)
  for (const figure of figures) {
    all.push({ bench: bench.name, ...figure })
    if (!json) process.stdout.write(`${line(bench.name, figure)}\n`)
  }
}
if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`)
process.exit(all.some((figure) => figure.ok === false) ? 1 : 0)

function line(name, { what, value, unit, bar, ok }) {
  const verdict = ok === undefined ? '' : ok ? 'reached' : 'SHORT'
  return [name.padEnd(10), what.padEnd(62), `${value} ${unit}`.padEnd(18), (bar ?? '').padEnd(14), verdict]
    .join(' ')
    .trimEnd()
}
