import { expect, test } from 'vitest'
import { exitCode, ok } from './finding.ts'
import {
  judgeBackup,
  judgeCalendar,
  judgeCheckpoints,
  judgeDisk,
  judgeFolder,
  judgeFont,
  judgeKey,
  judgeNode,
} from './machine.ts'

const levels = (findings: readonly { level: string }[]) => findings.map(({ level }) => level)

test('Node from 20.19 on is new enough', () => {
  expect(levels(['20.19.0', '24.1.0', '20.18.3', '18.20.0'].map(judgeNode))).toEqual(['ok', 'ok', 'error', 'error'])
})

test('the state folder is ours to write and nobody else’s', () => {
  const seen = (there: { mode: number; uid: number; writable: boolean } | null) =>
    judgeFolder({ path: '/s', there, we: 7 })
  expect(seen({ mode: 0o40700, uid: 7, writable: true }).level).toBe('ok')
  expect(seen({ mode: 0o40755, uid: 7, writable: true }).level).toBe('ok')
  expect(seen({ mode: 0o40770, uid: 7, writable: true })).toMatchObject({
    level: 'error',
    mend: { en: 'chmod go-w /s' },
  })
  expect(seen({ mode: 0o40755, uid: 0, writable: false }).says.en).toContain('belongs to user 0')
  expect(seen(null).level).toBe('warning')
})

test('the master key is there, whole, and read by its owner alone', () => {
  const seen = (file: { mode: number; whole: boolean } | null, more = {}) =>
    judgeKey({ given: false, path: '/s/master.key', file, needed: true, ...more }).level
  expect(seen({ mode: 0o100600, whole: true })).toBe('ok')
  expect(seen(null, { given: true })).toBe('ok')
  expect(seen(null, { needed: false })).toBe('ok')
  expect(seen(null)).toBe('error')
  expect(seen({ mode: 0o100640, whole: true })).toBe('error')
  expect(seen({ mode: 0o100600, whole: false })).toBe('error')
})

test('a disk that fills up is told before it is full', () => {
  const seen = (free: number) => judgeDisk({ path: '/s', free, size: 100e9 }).level
  expect([seen(50e9), seen(5e9), seen(4e9), seen(0.5e9)]).toEqual(['ok', 'ok', 'warning', 'error'])
})

test('from December on, next year’s announced holidays are missed', () => {
  const packs = [
    { year: 2026, assumed: false },
    { year: 2027, assumed: true },
  ]
  const at = (day: string, some = packs) => judgeCalendar(some, new Date(`${day}T12:00:00`)).level
  expect(at('2026-11-30')).toBe('ok')
  expect(at('2026-12-01')).toBe('warning')
  expect(at('2026-12-01', [{ year: 2026, assumed: false }])).toBe('warning')
  expect(
    at(
      '2026-12-01',
      packs.map((pack) => ({ ...pack, assumed: false })),
    ),
  ).toBe('ok')
  expect(at('2027-01-02')).toBe('warning')
  expect(at('2028-01-02')).toBe('error')
})

test('a Chinese font is known by its name', () => {
  expect(judgeFont(['truetype/dejavu/DejaVuSans.ttf']).level).toBe('warning')
  for (const font of ['opentype/noto/NotoSansCJK-Regular.ttc', 'wqy-zenhei.ttc', 'PingFang.ttc'])
    expect(judgeFont([font]).level).toBe('ok')
})

test('a backup older than a day is told, older than a week is wrong', () => {
  const now = new Date('2026-11-16T08:00:00Z')
  const old = (hours: number) =>
    judgeBackup({ folder: '/b', newest: new Date(now.getTime() - hours * 3_600_000) }, now).level
  expect([old(25), old(30), old(200)]).toEqual(['ok', 'warning', 'error'])
  expect(judgeBackup({ folder: '/b', newest: null }, now).level).toBe('error')
})

test('a checkpoint file that stays behind the database is wrong', () => {
  const at = new Date('2026-11-16T08:00:00Z')
  const later = new Date(at.getTime() + 90_000)
  const seen = (file: Date | null, tree: Date | null) => judgeCheckpoints({ path: '/c', file, tree }).level
  expect([seen(null, null), seen(at, at), seen(later, at)]).toEqual(['ok', 'ok', 'ok'])
  expect([seen(null, at), seen(at, later)]).toEqual(['warning', 'error'])
})

test('the exit code is that of the worst finding', () => {
  const good = ok('x', '好', 'good')
  expect(exitCode([good])).toBe(0)
  expect(exitCode([good, { ...good, level: 'warning' }])).toBe(1)
  expect(
    exitCode([
      { ...good, level: 'error' },
      { ...good, level: 'warning' },
    ]),
  ).toBe(2)
})
