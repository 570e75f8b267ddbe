/** What the forms offer: who answers for a unit, and which days are workdays. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { heads, workdays } from './service.ts'

let world: World
let loop: Loop
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
})
afterAll(() => world.close())

test('each unit has who answers for it, in the order asked, or nobody', async () => {
  const { lead, company, district } = loop.units
  const found = await heads(await world.ctxFor(loop.people.desk), { unitId: [lead.id, company.id, district.id] })
  expect(found.heads).toEqual([
    { unitId: lead.id, person: { id: loop.people.lead.personId, name: '吴清明' } },
    { unitId: company.id, person: null },
    { unitId: district.id, person: { id: loop.people.superior.personId, name: '冯小满' } },
  ])
})

test('today and the days without work are those of the company’s calendar and zone', async () => {
  const late = new Date('2026-11-16T17:00:00Z') // past midnight in Asia/Shanghai
  const { today, until, free } = await workdays(await world.ctxFor(loop.people.desk, { now: late }))
  expect(today).toBe('2026-11-17')
  expect(until > '2027-11-17').toBe(true)
  expect(free.slice(0, 2)).toEqual(['2026-11-21', '2026-11-22'])
  expect(free).toContain('2027-01-01')
})
