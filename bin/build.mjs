/**
 * Builds dist/ where it is stale: the server by tsc, both browser bundles by Vite. `--force` builds in any case.
 * Plain JavaScript on Node's own modules, because it runs before anything is built.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts) => join(root, ...parts)
const dist = at('dist')
const lock = at('dist.lock')
/** Nothing in these reaches the product. */
const leftOut = /\.test\.ts$|(^|\/)factory\.ts$/
const beat = 1_000
/** A lock that was not touched for so long belongs to a process that is gone. */
const stale = 10_000

/** Builds if needed. Resolves to true if it did. Throws Error with the tool's own words if a part does not build. */
export async function build({ force = false } = {}) {
  if (!force && (await isFresh(await fingerprint()))) return false
  const release = await takeLock()
  try {
    const print = await fingerprint() // before the build: what is changed meanwhile counts as not built
    if (!force && (await isFresh(print))) return false
    await buildAside(print)
    return true
  } finally {
    await release()
  }
}

/** All parts into a folder beside dist/, which takes its place in one step: a half build is never seen. */
async function buildAside(print) {
  await clearLitter()
  const making = at(`dist.making-${process.pid}`)
  const old = at(`dist.old-${process.pid}`)
  try {
    await mkdir(making)
    const vite = (name) => [
      at('node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      at(`vite.${name}.config.ts`),
      '--outDir',
      join(making, 'web', name),
      '--logLevel',
      'warn',
    ]
    const parts = await Promise.allSettled([
      run([at('node_modules/typescript/bin/tsc'), '-p', at('tsconfig.server.json'), '--outDir', making]),
      run(vite('mobile')),
      run(vite('console')),
    ])
    const failed = parts.filter((part) => part.status === 'rejected')
    if (failed.length > 0) throw new Error(failed.map((part) => part.reason.message).join('\n\n'))
    await writeFile(join(making, '.stamp'), print)
    await rename(dist, old).catch(ignore('ENOENT'))
    await rename(making, dist)
  } finally {
    for (const folder of [making, old]) await rm(folder, { recursive: true, force: true })
  }
}

async function clearLitter() {
  const names = (await readdir(root)).filter((name) => /^dist\.(making|old)-\d+$/.test(name))
  for (const name of names) await rm(at(name), { recursive: true, force: true })
}

async function isFresh(print) {
  return (await readFile(join(dist, '.stamp'), 'utf8').catch(ignore('ENOENT'))) === print
}

/** Changes with the time or size of anything the build reads. */
async function fingerprint() {
  const top = (await readdir(root)).filter((name) =>
    /^(package(-lock)?\.json|tsconfig.*\.json|vite\..*\.ts)$/.test(name),
  )
  const below = await readdir(at('src'), { recursive: true, withFileTypes: true })
  const sources = below.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = [...top.map((name) => at(name)), at('bin/build.mjs'), ...sources.filter((name) => !leftOut.test(name))]
  const hash = createHash('sha256').update(process.version)
  for (const file of files.sort()) {
    const found = await stat(file).catch(ignore('ENOENT'))
    if (found !== undefined) hash.update(`${file.slice(root.length)} ${found.mtimeMs} ${found.size}\n`)
  }
  return hash.digest('hex')
}

/** One Node program; its words are kept, and thrown if it fails. */
function run([program, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let words = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (words += text))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(words.trim() || `${program}: exit ${code}`)),
    )
  })
}

/** Two starts do not build at once: the second waits, and then finds everything built. */
async function takeLock() {
  for (;;) {
    const file = await open(lock, 'wx').catch(ignore('EEXIST'))
    if (file !== undefined) {
      await file.close()
      const touch = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => undefined), beat)
      return () => {
        clearInterval(touch)
        return rm(lock, { force: true })
      }
    }
    const held = await stat(lock).catch(ignore('ENOENT'))
    if (held !== undefined && Date.now() - held.mtimeMs > stale) await rm(lock, { force: true })
    else await sleep(100)
  }
}

/** For `.catch`: swallows a file system error of this one code. */
function ignore(code) {
  return (error) => {
    if (error.code !== code) throw error
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build({ force: process.argv.includes('--force') })
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
