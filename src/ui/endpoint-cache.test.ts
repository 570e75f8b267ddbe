import { beforeEach, expect, test } from 'vitest'
import { CallError } from './call.ts'
import { type EndpointCache, openEndpointCache } from './endpoint-cache.ts'

interface Asked {
  path: string
  signal: AbortSignal
  reply: (data: unknown) => void
  fail: (error: unknown) => void
}

let asked: Asked[]
let timers: { at: number; then: () => void }[]
let time: number
let cache: EndpointCache

beforeEach(() => {
  asked = []
  timers = []
  time = 1_000_000
  cache = openEndpointCache({
    fetch: (path, signal) =>
      new Promise((reply, fail) => {
        asked.push({ path, signal, reply, fail })
      }),
    time: () => time,
    later: (ms, then) => {
      const timer = { at: time + ms, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  })
})

const settle = () => new Promise((done) => setTimeout(done))
const offline = new CallError('ui.offline', 0, 'offline')

async function answered(path: string, data: unknown): Promise<() => void> {
  const end = cache.watch(path, () => undefined)
  asked.at(-1)!.reply(data)
  await settle()
  return end
}

function pass(ms: number): void {
  time += ms
  const due = timers.filter(({ at }) => at <= time)
  timers = timers.filter(({ at }) => at > time)
  for (const { then } of due) then()
}

test('two screens that show the same read it once', async () => {
  let drawn = 0
  cache.watch('/matters', () => {
    drawn += 1
  })
  cache.watch('/matters', () => undefined)
  expect(asked).toHaveLength(1)
  expect(cache.reading('/matters')).toMatchObject({ data: undefined, loading: true })
  asked[0]!.reply(['one'])
  await settle()
  expect(cache.reading('/matters')).toEqual({ data: ['one'], error: null, loading: false })
  expect(drawn).toBeGreaterThan(0)
})

test('what was read a moment ago is shown without asking, what is older is shown and read again', async () => {
  const end = await answered('/matters', ['one'])
  end()
  time += 9_000
  cache.watch('/matters', () => undefined)()
  expect(asked).toHaveLength(1)
  time += 9_000
  cache.watch('/matters', () => undefined)
  expect(asked).toHaveLength(2)
  expect(cache.reading('/matters')).toMatchObject({ data: ['one'], loading: true })
})

test('a change makes old what lies under its path, and nothing beside it', async () => {
  await answered('/matters', 1)
  await answered('/matters?state=open', 1)
  await answered('/matters/7', 1)
  await answered('/mattersboard', 1)
  asked = []
  cache.invalidate('/matters')
  expect(asked.map(({ path }) => path)).toEqual(['/matters', '/matters?state=open', '/matters/7'])
})

test('an answer from before a change does not replace the one from after it', async () => {
  cache.watch('/matters', () => undefined)
  cache.invalidate('/matters')
  expect(asked[0]!.signal.aborted).toBe(true)
  asked[1]!.reply('new')
  asked[0]!.reply('old')
  await settle()
  expect(cache.reading('/matters').data).toBe('new')
})

test('when the line fails the last reading stays in view and is tried again, ever later', async () => {
  await answered('/matters', 'before')
  cache.invalidate('/matters')
  asked.at(-1)!.fail(offline)
  await settle()
  expect(cache.reading('/matters')).toEqual({ data: 'before', error: offline, loading: false })
  pass(3_000)
  expect(asked).toHaveLength(3)
  asked.at(-1)!.fail(offline)
  await settle()
  pass(3_000)
  expect(asked).toHaveLength(3)
  pass(7_000)
  expect(asked).toHaveLength(4)
})

test('what is refused leaves the screen and is not tried again by itself', async () => {
  await answered('/matters/7', 'secret')
  cache.invalidate('/matters')
  const no = new CallError('platform.not_allowed', 403, 'no')
  asked.at(-1)!.fail(no)
  await settle()
  expect(cache.reading('/matters/7')).toEqual({ data: undefined, error: no, loading: false })
  expect(timers).toHaveLength(0)
})

test('the page in view again reads what failed or has aged', async () => {
  await answered('/a', 1)
  await answered('/b', 1)
  cache.invalidate('/b')
  asked.at(-1)!.fail(offline)
  await settle()
  asked = []
  time += 1_000
  cache.awake()
  expect(asked.map(({ path }) => path)).toEqual(['/b'])
  time += 31_000
  cache.awake()
  expect(asked.map(({ path }) => path)).toEqual(['/b', '/a'])
})

test('a change shown early can be taken back, but not over a newer answer', async () => {
  await answered('/matters/7', { votes: 1 })
  const undo = cache.patch('/matters/7', () => ({ votes: 2 }))
  expect(cache.reading('/matters/7').data).toEqual({ votes: 2 })
  undo()
  expect(cache.reading('/matters/7').data).toEqual({ votes: 1 })
  const late = cache.patch('/matters/7', () => ({ votes: 2 }))
  cache.invalidate('/matters/7')
  asked.at(-1)!.reply({ votes: 5 })
  await settle()
  late()
  expect(cache.reading('/matters/7').data).toEqual({ votes: 5 })
})

test('after another person signs in nothing read before is shown, not even an answer still on its way', async () => {
  await answered('/matters', 'of the first')
  cache.invalidate('/matters')
  const onItsWay = asked.at(-1)!
  cache.forgetAll()
  onItsWay.reply('of the first')
  await settle()
  expect(cache.reading('/matters')).toMatchObject({ data: undefined, loading: true })
  asked.at(-1)!.reply('of the second')
  await settle()
  expect(cache.reading('/matters').data).toBe('of the second')
})
