import { expect, test } from 'vitest'
import { openFormatter } from './format.ts'

const zh = openFormatter('zh', 'Asia/Shanghai')
const en = openFormatter('en', 'Asia/Shanghai')
const now = new Date('2026-11-23T02:00:00Z') // Monday 10:00 in Shanghai

test('a deadline is said as a day in words', () => {
  const due = '2026-11-26T15:59:00Z'
  expect(zh.by(due, now)).toBe('11月26日（周四）前')
  expect(en.by(due, now)).toBe('by Thu 26 Nov')
  expect(zh.by('2027-01-05', now)).toBe('2027年1月5日（周二）前')
  expect(en.by('2027-01-05', now)).toBe('by Tue 5 Jan 2027')
  expect(zh.by('2027-01-05T02:00:00Z', now)).toBe('2027年1月5日（周二）10:00前')
  expect(en.by('2027-01-05T02:00:00Z', now)).toBe('by Tue 5 Jan 2027, 10:00')
})

test('the day is that of the company, not of the phone', () => {
  expect(zh.day('2026-11-25T16:30:00Z', now)).toBe('11月26日（周四）')
  expect(openFormatter('zh', 'America/New_York').day('2026-11-25T16:30:00Z', now)).toBe('11月25日（周三）')
  expect(zh.moment('2026-11-25T16:05:00Z', now)).toBe('11月26日（周四）00:05')
  expect(en.moment('2026-11-25T16:05:00Z', now)).toBe('Thu 26 Nov, 00:05')
})

test('a day without time is the same day in every zone', () => {
  expect(openFormatter('en', 'America/Los_Angeles').day('2026-11-26', now)).toBe('Thu 26 Nov')
  expect(openFormatter('en', 'Pacific/Auckland').day('2026-11-26', now)).toBe('Thu 26 Nov')
  expect(en.daysUntil('2026-11-26', now)).toBe(3)
})

test.each([
  ['2026-11-23T01:59:30Z', '现在', 'now'],
  ['2026-11-23T01:55:00Z', '5分钟前', '5 minutes ago'],
  ['2026-11-22T23:00:00Z', '3小时前', '3 hours ago'],
  ['2026-11-22T15:59:00Z', '昨天', 'yesterday'],
  ['2026-11-23T16:00:00Z', '明天', 'tomorrow'],
  ['2026-11-20T02:00:00Z', '3天前', '3 days ago'],
  ['2026-09-01T02:00:00Z', '9月1日（周二）', 'Tue 1 Sept'],
])('%s is %s, %s', (at, chinese, english) => {
  expect(zh.ago(at, now)).toBe(chinese)
  expect(en.ago(at, now)).toBe(english)
})

test('an evening after a summer-time change is still the next day', () => {
  const berlin = openFormatter('en', 'Europe/Berlin')
  expect(berlin.daysUntil('2026-03-29T21:00:00Z', new Date('2026-03-28T22:30:00Z'))).toBe(1)
})

test('numbers are grouped and keep the digits asked for', () => {
  expect(zh.number(350_000)).toBe('350,000')
  expect(en.number(18.46, 1)).toBe('18.5')
})
