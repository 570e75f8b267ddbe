import { beforeEach, expect, test } from 'vitest'
import { CallError, type Sent } from './call.ts'
import { type Outbox, openOutbox, type Parcel } from './outbox.ts'
import { memoryShelf, type Shelf } from './shelf.ts'

const offline = () => Promise.reject(new CallError('ui.offline', 0, 'offline'))
const refused = () => Promise.reject(new CallError('voice.too_short', 422, 'too short'))

let shelf: Shelf
let person: string | null
let time: number
let requests: Sent[]
let server: (request: Sent) => Promise<unknown>
let planned: { ms: number; then: () => void }[]
let outbox: Outbox

/** A page: the shelf stays when a new one is opened, everything else is fresh. */
function openPage(): Outbox {
  planned = []
  return openOutbox({
    shelf: async () => shelf,
    send: (request) => {
      requests.push(request)
      return server(request)
    },
    person: () => person,
    time: () => time,
    later: (ms, then) => {
      planned.push({ ms, then })
      return () => {
        planned = planned.filter((one) => one.then !== then)
      }
    },
    sent: () => undefined,
  })
}

const parcel = (id: string, more: Partial<Parcel> = {}): Parcel => ({
  id,
  personId: 'wang',
  method: 'POST',
  path: '/voice/suggestions',
  body: { text: '换热站阀门漏水' },
  files: [],
  about: '换热站阀门漏水',
  changes: [],
  keptAt: 1,
  refusal: null,
  ...more,
})

beforeEach(() => {
  shelf = memoryShelf()
  person = 'wang'
  time = 0
  requests = []
  server = async () => ({ id: 's1' })
  outbox = openPage()
})

test('with a line the act is sent at once and nothing stays behind', async () => {
  await expect(outbox.post(parcel('k1'))).resolves.toEqual({ state: 'sent', reply: { id: 's1' } })
  expect(outbox.state()).toMatchObject({ waiting: [], refused: [], sending: false })
  expect(await shelf.list('')).toEqual([])
})

test('without a line it waits, survives a reload and goes out once with the same key', async () => {
  server = offline
  await expect(outbox.post(parcel('k1'))).resolves.toMatchObject({ state: 'kept' })
  expect(outbox.state().waiting.map(({ about }) => about)).toEqual(['换热站阀门漏水'])
  outbox = openPage()
  server = async () => ({ id: 's1' })
  await outbox.awake()
  await outbox.awake()
  expect(requests.map(({ key }) => key)).toEqual(['k1', 'k1'])
  expect(outbox.state().waiting).toEqual([])
})

test('it is on the device before it is on the line', async () => {
  let kept: unknown[] = []
  server = async () => {
    kept = await shelf.list('outbox:wang:')
    return {}
  }
  await outbox.post(parcel('k1'))
  expect(kept).toHaveLength(1)
})

test("nothing is sent under another person's session, nor shown to that person", async () => {
  server = offline
  await outbox.post(parcel('k1'))
  requests = []
  server = async () => ({})
  person = 'li'
  await outbox.awake()
  expect(requests).toEqual([])
  expect(outbox.state().waiting).toEqual([])
  person = null
  await outbox.awake()
  expect(requests).toEqual([])
  person = 'wang'
  await outbox.awake()
  expect(requests).toMatchObject([{ key: 'k1', personId: 'wang' }])
})

test('a person who signs in while the round of another is under way gets a round of his own', async () => {
  server = offline
  await outbox.post(parcel('k1'))
  await outbox.post(parcel('k2'))
  person = 'li'
  await outbox.post(parcel('k3', { personId: 'li' }))
  person = 'wang'
  requests = []
  let answer: (reply: unknown) => void = () => undefined
  server = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  const first = outbox.awake()
  await expect.poll(() => requests.length).toBe(1)
  person = 'li'
  server = async () => ({})
  const second = outbox.awake()
  answer({})
  await Promise.all([first, second])
  expect(requests.map(({ key }) => key)).toEqual(['k1', 'k3'])
})

test('wake-ups at once send each act once, however slow the first of them is', async () => {
  server = offline
  await outbox.post(parcel('k1', { keptAt: 1 }))
  await outbox.post(parcel('k2', { keptAt: 2 }))
  requests = []
  server = ({ key }) => new Promise((reply) => setTimeout(() => reply({}), key === 'k1' ? 20 : 0))
  await Promise.all([outbox.awake(), outbox.awake(), outbox.flush()])
  expect(requests.map(({ key }) => key)).toEqual(['k1', 'k2'])
})

test('the older goes first, and tries come ever more seldom', async () => {
  server = offline
  await outbox.post(parcel('k2', { keptAt: 2 }))
  await outbox.post(parcel('k1', { keptAt: 1 }))
  requests = []
  const pauses: number[] = []
  for (let round = 0; round < 6; round++) {
    pauses.push(planned.at(-1)!.ms)
    await outbox.flush()
  }
  expect(requests.every(({ key }) => key === 'k1')).toBe(true)
  expect(pauses).toEqual([15_000, 45_000, 120_000, 300_000, 300_000, 300_000])
})

test('a server that asks for patience gets it', async () => {
  server = () => Promise.reject(new CallError('platform.too_many_requests', 429, '', { retryAfter: 60 }))
  await expect(outbox.post(parcel('k1'))).resolves.toMatchObject({ state: 'kept' })
  expect(planned.at(-1)!.ms).toBe(60_000)
})

test('what the server refuses at the form stays at the form', async () => {
  server = refused
  await expect(outbox.post(parcel('k1'))).resolves.toMatchObject({
    state: 'refused',
    error: { code: 'voice.too_short' },
  })
  expect(await shelf.list('')).toEqual([])
})

test('what the server refuses later is shown with its reason, does not hold up the rest, and can be put away', async () => {
  server = offline
  await outbox.post(parcel('k1', { keptAt: 1 }))
  await outbox.post(parcel('k2', { keptAt: 2 }))
  server = ({ key }) => (key === 'k1' ? refused() : Promise.resolve({}))
  await outbox.awake()
  expect(outbox.state().waiting).toEqual([])
  expect(outbox.state().refused).toMatchObject([{ id: 'k1', refusal: { code: 'voice.too_short' } }])
  requests = []
  await outbox.awake()
  expect(requests).toEqual([])
  await outbox.discard('k1')
  expect(outbox.state().refused).toEqual([])
})

const file = (key: string) => ({ field: 'pictures', path: '/files', key, keyAt: 0, blob: new Blob([key]), id: null })

test('photos go first, each once, and their numbers become part of the act', async () => {
  let lineBreaks = true
  server = (request) => {
    if (request.path === '/files' && request.key === 'f2' && lineBreaks) return offline()
    return Promise.resolve(request.path === '/files' ? { fileId: `id of ${request.key}` } : {})
  }
  await expect(outbox.post(parcel('k1', { files: [file('f1'), file('f2')] }))).resolves.toMatchObject({ state: 'kept' })
  lineBreaks = false
  outbox = openPage()
  await outbox.awake()
  expect(requests.map(({ key }) => key)).toEqual(['f1', 'f2', 'f2', 'k1'])
  expect(JSON.parse(requests.at(-1)!.body as string)).toEqual({
    text: '换热站阀门漏水',
    pictures: ['id of f1', 'id of f2'],
  })
})

test('a photo that was sent long before its act could follow is sent again, as a new one', async () => {
  server = (request) => (request.path === '/files' ? Promise.resolve({ fileId: `id of ${request.key}` }) : offline())
  await outbox.post(parcel('k1', { files: [file('f1')] }))
  time = 13 * 3_600_000
  requests = []
  server = (request) => Promise.resolve({ fileId: `id of ${request.key}` })
  await outbox.awake()
  const [photo, act] = requests
  expect(photo!.key).not.toBe('f1')
  expect(JSON.parse(act!.body as string).pictures).toEqual([`id of ${photo!.key}`])
})

test('a full device does not pretend to keep what it cannot', async () => {
  shelf = { ...shelf, put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) }
  await expect(outbox.post(parcel('k1'))).resolves.toMatchObject({ state: 'sent' })
  server = offline
  await expect(outbox.post(parcel('k2'))).resolves.toMatchObject({ state: 'refused', error: { code: 'ui.offline' } })
})
