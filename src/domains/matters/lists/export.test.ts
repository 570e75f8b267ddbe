import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { inboxFile } from '../inbox/export.ts'
import { boardFile } from './export.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

const fileFor = async (who: Who, filters: Record<string, unknown> = {}, language: 'zh' | 'en' = 'zh') => {
  const ctx = await world.ctxFor(loop.people[who], { language })
  const { bytes } = await boardFile(ctx, { format: 'csv', ...filters })
  return new TextDecoder().decode(bytes)
}

test('the file holds the whole list and not a page of it, by the filters, and nothing that one may not see', async () => {
  for (let n = 0; n < 60; n += 1) await loop.raise({ text: `第${n}号换热站的门锁坏了，晚上没有办法锁上。` })
  await loop.raise({ text: '希望调整一下夜班的排班方式。', visibility: 'handlers' })
  const chosen = await loop.raise({ text: '更衣室的柜子不够用，新来的同事没有地方放衣服。' })
  await loop.lead(chosen, 'assign')
  const whole = await fileFor('superior')
  expect(whole.trim().split('\r\n')).toHaveLength(2 + 62)
  expect(whole).toContain('夜班的排班')
  expect((await fileFor('superior', { state: ['assigned'] })).trim().split('\r\n')).toHaveLength(3)
  expect((await fileFor('superior', { q: '更衣室' })).trim().split('\r\n')).toHaveLength(3)
  await expect(fileFor('stranger', { unitId: loop.units.station.id })).rejects.toMatchObject({ kind: 'forbidden' })
  // somebody with a board of the far station only
  expect((await fileFor('stranger')).trim().split('\r\n')).toHaveLength(2)
})

test('above the list stand who took it out and when, and the audit log keeps it', async () => {
  const [note = ''] = (await fileFor('superior', {}, 'en')).split('\r\n')
  expect(note).toContain('exported by 冯小满')
  expect(note).toContain(loop.people.superior.staffNo)
  expect(note).toContain('16 Nov 2026')
  const acts = world.db.selectFrom('platform_audit_entry').select('act').where('act', '=', 'matters.exported')
  expect((await acts.where('actor_id', '=', loop.people.superior.personId).execute()).length).toBeGreaterThan(0)
})

test('the inbox leaves with what is needed and by when', async () => {
  const { bytes, name } = await inboxFile(await world.ctxFor(loop.people.owner), { format: 'csv' })
  const lines = new TextDecoder().decode(bytes).trim().split('\r\n')
  expect([name, lines.length, lines[2]?.startsWith('请您办理,2026-11-')]).toEqual([
    '需要您处理 2026-11-16.csv',
    3,
    true,
  ])
})

test('whoever takes out one list after another is asked to wait, and others are not', async () => {
  let taken = 0
  const refusal = await (async () => {
    for (; taken < 100; taken += 1) await fileFor('desk', { state: ['settled'] })
  })().catch((error: unknown) => error)
  expect([taken, (refusal as { code?: string }).code ?? String(refusal)]).toEqual([20, 'platform.export_wait'])
  await fileFor('superior', { state: ['settled'] })
})
