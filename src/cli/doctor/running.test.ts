import { expect, test } from 'vitest'
import { judgeFront, judgePort, judgeProxy } from './network.ts'
import { judgeAudit, judgeJobs, judgeOutbox, judgeProcesses, judgeRecurring, judgeReplica } from './running.ts'

const quiet = { outbox: 0, outboxAge: 0, jobsDue: 0, jobsFailed: 0, auditAge: 0 }

test('a product without a worker, or with one that hangs, is not well', () => {
  const seen = (web: number, workers: number, silent: number) => judgeProcesses({ web, workers, silent }).level
  expect(seen(1, 1, 20)).toBe('ok')
  expect(seen(0, 0, 0)).toBe('warning')
  expect(seen(1, 0, 0)).toBe('error')
  expect(seen(1, 1, 300)).toBe('error')
})

test('what waits too long is told: news, failed jobs, audit entries without a leaf', () => {
  expect(judgeOutbox('main', quiet).level).toBe('ok')
  expect(judgeOutbox('main', { ...quiet, outbox: 3, outboxAge: 2 }).level).toBe('ok')
  expect(judgeOutbox('main', { ...quiet, outbox: 3, outboxAge: 90 }).level).toBe('warning')
  expect(judgeOutbox('main', { ...quiet, outbox: 3, outboxAge: 900 }).level).toBe('error')
  expect(judgeJobs('main', quiet).level).toBe('ok')
  expect(judgeJobs('main', { ...quiet, jobsDue: 5_000 }).level).toBe('warning')
  expect(judgeJobs('main', { ...quiet, jobsFailed: 1 }).level).toBe('error')
  expect(judgeAudit('main', { ...quiet, auditAge: 59 }).level).toBe('ok')
  expect(judgeAudit('main', { ...quiet, auditAge: 61 })).toMatchObject({
    level: 'error',
    says: { en: expect.stringContaining('61 s') },
  })
})

test('a recurring job that did not come back is told; one never seen yet waits for its hour', () => {
  const now = new Date('2026-11-16T08:00:00Z')
  const jobs = [{ name: 'nightly', hours: 26 }]
  const level = (last: string | null) =>
    judgeRecurring('main', jobs, new Map(last === null ? [] : [['nightly', new Date(last)]]), now).level
  expect([level(null), level('2026-11-15T19:20:00Z'), level('2026-11-14T19:20:00Z')]).toEqual(['ok', 'ok', 'warning'])
})

test('a replica that lags, or is none, is told', () => {
  expect(judgeReplica({ follows: true, millis: 3 }).level).toBe('ok')
  expect(judgeReplica({ follows: true, millis: null }).level).toBe('warning')
  expect(judgeReplica({ follows: false, millis: null }).level).toBe('error')
})

test('a port is ours, free, or in the way', () => {
  const states = ['ours', 'free', 'taken', 'forbidden', 'no_such_address'] as const
  const levels = states.map((state) => judgePort({ host: '127.0.0.1', port: 80, state }).level)
  expect(levels).toEqual(['ok', 'ok', 'error', 'error', 'error'])
})

test('a proxy is believed only where nobody gets around it, and sessions do not travel in the clear', () => {
  const seen = (host: string, trustedHops: number, production = true) =>
    judgeProxy({ host, trustedHops, production }).level
  expect(seen('127.0.0.1', 1)).toBe('ok')
  expect(seen('127.0.0.1', 0, false)).toBe('ok')
  expect(seen('0.0.0.0', 1)).toBe('warning')
  expect(seen('127.0.0.1', 0)).toBe('warning')
  expect(seen('0.0.0.0', 0)).toBe('error')
})

test('the address that people use answers over TLS, and the product knows it', () => {
  const seen = (url: string, status: number | null, strictTransport: boolean) =>
    judgeFront({ url, status, strictTransport }).level
  expect(seen('https://heat.example.cn', 200, true)).toBe('ok')
  expect(seen('https://heat.example.cn', 200, false)).toBe('error')
  expect(seen('http://heat.example.cn', 200, false)).toBe('error')
  expect(seen('https://heat.example.cn', 502, true)).toBe('error')
  expect(seen('https://heat.example.cn', null, false)).toBe('error')
})
