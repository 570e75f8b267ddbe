import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { rowTypes } from '#platform/row-types.ts'
import { openDatabase, testTenant } from './world/database.ts'

test('the row types are those of the migrated database (if not: npm run types)', async () => {
  const database = await openDatabase()
  onTestFinished(database.drop)
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  const text = await rowTypes(client, testTenant.schema).finally(() => client.end())
  await expect(text).toMatchFileSnapshot('../src/platform/db.gen.ts')
})
