/** `npm run verify`: format, lint, types, shape, unused code, quoted paths; all at once, in seconds. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = (path) => join(root, 'node_modules', path)
const tsc = (name) => [program('typescript/bin/tsc'), '--noEmit', '-p', `tsconfig.${name}.json`]
const biome = program('@biomejs/biome/bin/biome')

/** `judge` says what is wrong with the outcome, or null. */
const checks = [
  { name: 'format and lint', command: [biome, 'check', '--error-on-warnings'], judge: seesFiles },
  {
    name: 'lint is seen failing',
    command: [biome, 'lint', '--stdin-file-path=src/x.ts'],
    input: 'debugger\n',
    judge: fails,
  },
  { name: 'types of the server', command: tsc('server') },
  { name: 'types of the screens', command: tsc('web') },
  { name: 'types of the tests', command: tsc('test') },
  {
    name: 'shape and documents',
    command: [program('vitest/vitest.mjs'), 'run', '--config', 'test/shape/vitest.config.ts'],
  },
  {
    name: 'unused code',
    command: [program('knip/bin/knip.js'), '--no-progress', '--reporter', 'json'],
    judge: onlyThePlanted,
  },
]

const width = Math.max(...checks.map(({ name }) => name.length))
const outcomes = await Promise.all(checks.map(run))
const failed = outcomes.filter((good) => !good).length
process.stdout.write(`${outcomes.length - failed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

async function run({ name, command, input = '', judge = succeeds }) {
  const since = performance.now()
  const outcome = await outcomeOf(command, input)
  const problem = judge(outcome)
  const seconds = ((performance.now() - since) / 1000).toFixed(1)
  process.stdout.write(`${problem === null ? 'ok    ' : 'FAILED'} ${name.padEnd(width)} ${seconds} s\n`)
  if (problem !== null) process.stdout.write(`${problem}\n`)
  return problem === null
}

function outcomeOf([path, ...args], input) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path, ...args], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] })
    let [words, stdout] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => {
      words += text
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      words += text
    })
    child.on('error', (error) => resolve({ code: 1, words: error.message, stdout }))
    child.on('close', (code) => resolve({ code, words, stdout }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

function succeeds({ code, words }) {
  return code === 0 ? null : words
}

function fails({ code }) {
  return code === 0 ? 'a planted fault was not found' : null
}

function seesFiles(outcome) {
  const seen = Number(/Checked (\d+) files/.exec(outcome.words)?.[1] ?? 0)
  return succeeds(outcome) ?? (seen > 100 ? null : `only ${seen} files were looked at`)
}

/** One file is unused on purpose, so that a search that has gone blind is noticed. */
function onlyThePlanted({ words, stdout }) {
  const planted = 'test/shape/unused.ts'
  let found
  try {
    found = JSON.parse(stdout).issues.flatMap(issuesOf)
  } catch {
    return words
  }
  if (!found.includes(planted)) return `${planted} was not found, so the search sees nothing`
  const others = found.filter((one) => one !== planted)
  return others.length === 0 ? null : others.join('\n')
}

function issuesOf({ file, ...kinds }) {
  return Object.entries(kinds).flatMap(([kind, issues]) => {
    if (!Array.isArray(issues)) return []
    return issues.map((issue) => (kind === 'files' ? file : `${file}: ${kind} ${issue.name ?? JSON.stringify(issue)}`))
  })
}
