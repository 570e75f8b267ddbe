/** Work of the command line inside one company: in the application's role, by nobody, as jobs do it. */
import type { Ctx } from '#platform/ctx.ts'
import { openPool } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import type { Settings } from '#platform/settings.ts'
import type { Language } from '#platform/words.ts'
import { languageOf } from '#platform/words.ts'
import { openHomes } from '../homes.ts'
import { wrappersOf } from '../places.ts'
import { type Database, prepare, withDatabase } from './database.ts'

/** Gives the work a context for the company of this schema. Throws Error if there is none. */
export async function inTenant<T>(
  settings: Settings,
  database: Database,
  schema: string,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const pool = openPool(database.appUrl, 4)
  try {
    const homes = await openHomes(pool, await wrappersOf(settings))
    const home = homes.find(({ tenant }) => tenant.schema === schema)
    if (home === undefined) {
      const known = homes.map(({ tenant }) => tenant.schema).join(', ')
      throw new Error(`There is no company "${schema}" in this database; there is: ${known}.`)
    }
    return await work({
      ...home,
      actor: null,
      session: null,
      language: terminalLanguage(process.env),
      now: new Date(),
      requestId: `cli-${newId()}`,
      once: null,
      bytes: null,
      client: null,
    })
  } finally {
    await pool.end()
  }
}

/** As `inTenant`, for a command that stands alone: finds or starts the database, and brings it up to date. */
export function aloneInTenant<T>(settings: Settings, schema: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return withDatabase(settings, async (database) => {
    await prepare(settings, database)
    return inTenant(settings, database, schema, work)
  })
}

/** The language of the terminal (POSIX: LC_ALL, LC_MESSAGES, LANG); Chinese where it names neither. */
export function terminalLanguage(env: NodeJS.ProcessEnv): Language {
  return languageOf((env.LC_ALL || env.LC_MESSAGES || env.LANG)?.replace('_', '-').replace(/\..*$/, ''))
}
