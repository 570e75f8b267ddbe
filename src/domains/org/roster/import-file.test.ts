import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { aRoster, csvOf, header, type Rows, workbookOf } from './factory.ts'
import { importRosterFile, importSheets } from './service.ts'
import { loadState } from './store.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'nuanqiao-roster-'))
})
afterAll(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

/** Other tests may keep the machine busy. */
const patience = 180_000

const importOf = (rows: Rows, options: Parameters<typeof importSheets>[3] = {}) =>
  importSheets(world.ctxOfNobody(), [aRoster(rows)], '花名册', options)

test('a file on disk is imported, and the report says what was done; a dry run only says it', async () => {
  const path = join(folder, '花名册.csv')
  await writeFile(path, csvOf([header, ['F1', '张春分', '北辰热力/东城公司', '', '', '', '系统管理员', '', '']]))
  const dry = await importRosterFile(world.ctxOfNobody(), path, { dryRun: true, language: 'en' })
  expect([dry.applied, dry.lines]).toEqual([
    false,
    ['Would do:', '  2 units new or changed', '  1 people new', '  1 roles granted'],
  ])
  const report = await importRosterFile(world.ctxOfNobody(), path)
  expect([report.applied, report.lines[0]]).toEqual([true, '已导入：'])
  const again = await importRosterFile(world.ctxOfNobody(), path)
  expect([again.applied, again.lines[0]]).toEqual([false, '与现有名册一致，没有改动。'])
})

test('a file with errors is reported whole, five hundred of them in words, and nothing is imported', async () => {
  const bad: Rows = Array.from({ length: 600 }, (_, i) => [`E${i}`, '', '北辰热力', '', '', '', '', '', ''])
  const report = await importOf([['E-good', '李夏至', '北辰热力', '', '', '', '', '', ''], ...bad])
  expect(report).toMatchObject({ applied: false, counts: { errors: 600 } })
  expect(report.lines).toHaveLength(502)
  expect(report.lines.at(-1)).toBe('  ……另有 100 处')
  expect((await loadState(world.db)).people.some((person) => person.staffNo === 'E-GOOD')).toBe(false)
})

test(
  'from whatever company to whatever roster: what was imported is what the file says, and the second time nothing changes',
  async () => {
    const unit = fc.constantFrom('', '/东城公司', '/东城公司/东一所', '/东城公司/东二所', '/西城公司', '/人力资源部')
    const roles = fc.constantFrom('', '无', '书记', '负责人、书记', '网格长@北辰热力/东城公司', '人事', '审计员')
    const person = fc.record({
      n: fc.integer({ min: 0, max: 11 }),
      unit: unit.map((below) => `北辰热力${below}`),
      post: fc.constantFrom('', '无', '所长', '抄表员、安全员', '安全员@北辰热力/西城公司'),
      phone: fc.constantFrom('', '无', ...Array.from({ length: 8 }, (_, i) => `1390000000${i}`)),
      party: fc.constantFrom('', '群众', '党员', '预备党员'),
      roles,
      left: fc.boolean(),
    })
    const roster = fc.uniqueArray(person, { selector: (one) => one.n, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(roster, fc.boolean(), async (people, absentLeave) => {
        const rows = people.map((one) => {
          const status = one.left ? '离职' : '在职'
          return [`P${one.n}`, `张${one.n}`, one.unit, one.post, one.phone, one.party, one.roles, status, '']
        })
        const first = await importOf(rows, { absentLeave })
        const before = await loadState(world.db)
        const again = await importOf(rows, { absentLeave })
        const after = await loadState(world.db)
        expect(after).toEqual(before)
        expect(again.applied).toBe(false)
        if (first.counts.errors > 0) return
        expect(again.counts).toMatchObject({ new: 0, rejoined: 0, moved: 0, changed: 0, left: 0, units: 0 })
        const there = new Map(after.people.map((one) => [one.staffNo, one]))
        for (const one of people) {
          const found = there.get(`P${one.n}`)
          expect(found === undefined || found.leftOn !== null).toBe(one.left)
          if (found !== undefined && found.leftOn !== null) expect([found.posts, found.grants]).toEqual([[], []])
        }
      }),
      { numRuns: 60 },
    )
  },
  patience,
)

test(
  'ten thousand people of an Excel file are imported (time printed, not judged)',
  async () => {
    const rows: string[][] = Array.from({ length: 10_000 }, (_, i) => [
      `T${100_000 + i}`,
      '张春分',
      `北辰热力/大区${i % 5}/第${i % 100}供热所`,
      '运行值班员',
      `137${String(i).padStart(8, '0')}`,
      '群众',
      i % 50 === 0 ? '书记、负责人' : '',
      '在职',
      '',
    ])
    const path = join(folder, '一万人.xlsx')
    await writeFile(path, await workbookOf({ 人员: [header, ...rows] }))
    const told: number[] = []
    const begun = performance.now()
    const report = await importRosterFile(world.ctxOfNobody(), path, { onProgress: (done) => told.push(done) })
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
    process.stdout.write(`10,000 people imported from Excel in ${seconds} s\n`)
    expect(report.counts).toMatchObject({ new: 10_000, rolesGranted: 400 })
    expect(told.length).toBeGreaterThanOrEqual(10)
    expect(told).toEqual([...told].sort((one, other) => one - other))
  },
  patience,
)
