/** `nuanqiao tenant add`: another company in the same database, at host names of its own. */
import pg from 'pg'
import { addTenant, type TenantSpec } from '#platform/migrate.ts'
import type { Settings } from '#platform/settings.ts'
import { prepare, withDatabase } from './database.ts'
import { say } from './say.ts'

export function addCompany(settings: Settings, company: Omit<TenantSpec, 'mode'>): Promise<number> {
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(company.schema)) {
    throw new Error(`"${company.schema}" cannot be a schema: small letters, digits and _ only, a letter first.`)
  }
  return withDatabase(settings, async (database) => {
    const { mode } = await prepare(settings, database)
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    try {
      await addTenant(client, { ...company, mode })
    } finally {
      await client.end()
    }
    await prepare(settings, database)
    say(`${company.name} lives at ${company.hosts.join(', ')} from the next start on.`)
    return 0
  })
}
