import { afterEach, expect, test } from 'vitest'
import { type MetricsListener, showMetrics } from './listener.ts'
import { Metrics } from './metrics.ts'

let listener: MetricsListener | null = null
afterEach(async () => {
  await listener?.close()
  listener = null
})

test('counters, gauges and histograms are written in the text format that Prometheus reads', async () => {
  const metrics = new Metrics()
  const refused = metrics.counter('refusals_total', 'Refusals by code.')
  refused({ code: 'org.x' })
  refused({ code: 'org.x' }, 2)
  metrics.gauge('heap_bytes', 'Heap.', () => 12)
  metrics.gauge('pool', 'Pool.', () => [{ labels: { state: 'busy' }, value: 3 }])
  const seconds = metrics.histogram('seconds', 'Time.', [0.1, 1])
  for (const value of [0.05, 0.1, 0.5, 3]) seconds({ route: '/api/me' }, value)
  expect((await metrics.text()).split('\n')).toEqual([
    '# HELP refusals_total Refusals by code.',
    '# TYPE refusals_total counter',
    'refusals_total{code="org.x"} 3',
    '# HELP heap_bytes Heap.',
    '# TYPE heap_bytes gauge',
    'heap_bytes 12',
    '# HELP pool Pool.',
    '# TYPE pool gauge',
    'pool{state="busy"} 3',
    '# HELP seconds Time.',
    '# TYPE seconds histogram',
    'seconds_bucket{route="/api/me",le="0.1"} 2',
    'seconds_bucket{route="/api/me",le="1"} 3',
    'seconds_bucket{route="/api/me",le="+Inf"} 4',
    'seconds_sum{route="/api/me"} 3.65',
    'seconds_count{route="/api/me"} 4',
    '',
  ])
})

test('a gauge that cannot be read is left out, and the others are still told', async () => {
  const metrics = new Metrics()
  metrics.gauge('outbox', 'Outbox.', () => Promise.reject(new Error('no database')))
  metrics.gauge('heap_bytes', 'Heap.', () => 12)
  expect(await metrics.text()).toContain(
    '# TYPE outbox gauge\n# HELP heap_bytes Heap.\n# TYPE heap_bytes gauge\nheap_bytes 12',
  )
})

test('a label cannot break out of its quotes or its line', async () => {
  const metrics = new Metrics()
  metrics.counter('x_total', 'X.')({ code: 'a"} 1\n\\y_total' })
  expect((await metrics.text()).split('\n')[2]).toBe('x_total{code="a\\"} 1\\n\\\\y_total"} 1')
})

test('they are shown at /metrics of a listener of their own, and nothing else is there', async () => {
  const metrics = new Metrics()
  metrics.gauge('heap_bytes', 'Heap.', () => 12)
  listener = await showMetrics(metrics, { host: '127.0.0.1', port: 0 })
  const at = `http://127.0.0.1:${listener.port}`
  const reply = await fetch(`${at}/metrics`)
  expect(reply.headers.get('content-type')).toContain('version=0.0.4')
  expect(await reply.text()).toContain('heap_bytes 12')
  expect((await fetch(`${at}/`)).status).toBe(404)
  expect((await fetch(`${at}/metrics`, { method: 'POST' })).status).toBe(404)
  await expect(showMetrics(metrics, { host: '127.0.0.1', port: listener.port })).rejects.toThrow('is in use')
})
