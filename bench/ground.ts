/** Where a bench keeps its data: a state folder, and on the server of DATABASE_URL, where one is given, a database of its own. */
import { randomBytes } from 'node:crypto'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres/embedded-postgres.ts'
import { dropFolder, freePort, type Product, startProduct, stateFolder } from './product.ts'

export interface Ground {
  readonly home: string
  /** What the product's environment says of it. */
  readonly env: Readonly<Record<string, string>>
  start(): Promise<Product>
  /** The owner's address while the product runs. */
  ownerUrl(): Promise<string>
  /** Works on the database while the product does not run. */
  atRest<T>(work: (ownerUrl: string) => Promise<T>): Promise<T>
  drop(): Promise<void>
}

/** `beside`: another ground on the same server, whose roles have one password for both. */
export async function openGround(beside?: Ground): Promise<Ground> {
  const home = await stateFolder()
  const server = process.env.DATABASE_URL ?? ''
  if (server !== '' && beside !== undefined)
    await copyFile(join(beside.home, 'app.password'), join(home, 'app.password'))
  const url = server === '' ? null : await newDatabase(server)
  const env: Record<string, string> = url === null ? {} : { DATABASE_URL: url }
  return {
    home,
    env,
    start: async () => startProduct(home, await freePort(), env),
    async ownerUrl() {
      if (url !== null) return url
      const running = await runningEmbeddedPostgres(home)
      if (running === null) throw new Error('the database of the product was not found')
      return running.ownerUrl
    },
    async atRest(work) {
      if (url !== null) return work(url)
      const embedded = await startEmbeddedPostgres({ folder: home })
      return work(embedded.ownerUrl).finally(() => embedded.stop())
    },
    async drop() {
      if (url !== null) await asOwner(server, `drop database "${new URL(url).pathname.slice(1)}" with (force)`)
      await dropFolder(home)
    },
  }
}

async function newDatabase(server: string): Promise<string> {
  const name = `nuanqiao_bench_${randomBytes(4).toString('hex')}`
  await asOwner(server, `create database "${name}"`)
  return Object.assign(new URL(server), { pathname: `/${name}` }).href
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
