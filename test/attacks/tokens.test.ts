/** Sessions as a thief of the database would find them, and verbs as somebody without a session would call them. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ctx } from '#platform/ctx.ts'
import { serve } from '#platform/routes.ts'
import { moveMatter } from '../../src/domains/matters/contract.ts'
import { act } from '../../src/domains/matters/service.ts'
import { exportOf } from '../world/export.ts'
import { aPerson, aUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

test('a token is 256 bits of chance, and the database holds its hash alone', async () => {
  const { personId } = await aPerson(world.db, { unit: await aUnit(world.db) })
  const tokens = await Promise.all(Array.from({ length: 50 }, () => world.signIn(personId)))
  const texts = tokens.map(({ cookie }) => cookie.split('=')[1]!)
  expect(new Set(texts).size).toBe(50)
  for (const text of texts) expect(Buffer.from(text, 'base64url')).toHaveLength(32)
  const all = JSON.stringify(await exportOf(world.ownerUrl))
  for (const text of texts) {
    expect(all).not.toContain(text)
    expect(all).not.toContain(Buffer.from(text, 'base64url').toString('hex'))
    expect(all).toContain(createHash('sha256').update(text).digest('hex'))
  }
})

test('a verb for signed-in people cannot be called, or served, without one', async () => {
  const nobody: Ctx = world.ctxOfNobody()
  const id = '01a208d4-89bd-724a-98db-b78be87aaa22'
  // @ts-expect-error: nobody is no actor
  await expect(act(nobody, { id, seen: 1, move: { do: 'join' } })).rejects.toThrow()
  // @ts-expect-error: nor is a verb of his served where anybody may call
  expect(serve({ ...moveMatter, caller: 'anyone' }, act)).toBeDefined()
})
