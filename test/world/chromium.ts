/** Finds a Chromium for the tests: named, installed, Playwright's, else the one that comes inside an npm package. */
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Chromium {
  readonly path: string
  /** What it needs in its environment beyond ours. */
  readonly env: Readonly<Record<string, string>>
}

const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const inApplications = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)

/** The first that is there. Throws Error saying what to do; a CHROMIUM_PATH that names nothing is an error too. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): Chromium {
  const named = env.CHROMIUM_PATH
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return plain(named)
    throw new Error(`CHROMIUM_PATH names ${named}, which is not a program.`)
  }
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => installed.map((name) => join(folder, name)))
  const found = [...onPath, ...inApplications, ...ofPlaywright(env)].find(isProgram)
  if (found !== undefined) return plain(found)
  if (process.platform === 'linux' && process.arch === 'x64') return packaged()
  throw new Error('No Chromium found. Install one, or name one: CHROMIUM_PATH=/path/to/chromium npm test')
}

function plain(path: string): Chromium {
  return { path, env: {} }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Playwright's own downloads, the newest first. */
function ofPlaywright(env: NodeJS.ProcessEnv): string[] {
  const cache = env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache/ms-playwright')
  if (!existsSync(cache)) return []
  const folders = readdirSync(cache).filter((name) => /^chromium(_headless_shell)?-\d+$/.test(name))
  const byAge = folders.sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))
  const programs = ['chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-linux/headless_shell']
  return byAge.flatMap((folder) => programs.map((program) => join(cache, folder, program)))
}

/**
 * The browser of @sparticuz/chromium, unpacked once a user and version. It unpacks into the temporary folder and sets
 * variables when imported, so that happens in a process of its own, in a folder that is then given its name.
 */
function packaged(): Chromium {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = main.replace(/(@sparticuz\/chromium\/).*$/, '$1package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `nuanqiao-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (!isProgram(join(folder, 'chromium'))) unpack(folder)
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}

function unpack(folder: string): void {
  const making = mkdtempSync(`${folder}.`)
  const script = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { PATH: process.env.PATH, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x', TMPDIR: making },
  })
  if (status !== 0 || !existsSync(join(making, 'chromium'))) {
    rmSync(making, { recursive: true, force: true })
    throw new Error(`The Chromium of @sparticuz/chromium cannot be unpacked: ${stderr}`)
  }
  chmodSync(join(making, 'chromium'), 0o755)
  try {
    renameSync(making, folder)
  } catch {
    rmSync(making, { recursive: true, force: true }) // another run was first
  }
}
