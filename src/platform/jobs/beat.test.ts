/** The beat: background work that never runs twice at a time and never dies of an error. */
import { expect, test, vi } from 'vitest'
import { beat } from './beat.ts'

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis))

test('it runs at once, and again after its time', async () => {
  let runs = 0
  const one = beat('test', 20, async () => {
    runs += 1
  })
  expect(runs).toBe(1)
  await vi.waitFor(() => expect(runs).toBeGreaterThan(3))
  await one.stop()
})

test('woken while it runs, it runs once more and never beside itself', async () => {
  let now = 0
  let most = 0
  let runs = 0
  const one = beat('test', 60_000, async () => {
    most = Math.max(most, ++now)
    await pause(20)
    now -= 1
    runs += 1
  })
  for (let n = 0; n < 5; n++) one.wake()
  await vi.waitFor(() => expect(runs).toBe(2))
  await pause(50)
  expect([runs, most]).toEqual([2, 1])
  one.wake()
  await vi.waitFor(() => expect(runs).toBe(3))
  await one.stop()
})

test('an error is logged without its message, and not at each beat, and the beat goes on', async () => {
  const lines = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  let runs = 0
  const one = beat('test', 1, async () => {
    runs += 1
    if (runs < 10) throw new RangeError('13800000000')
  })
  await vi.waitFor(() => expect(runs).toBeGreaterThan(10))
  await one.stop()
  const said = lines.mock.calls.map(([line]) => String(line))
  lines.mockRestore()
  expect(said.length).toBe(1)
  expect(said[0]).toContain('RangeError')
  expect(said[0]).not.toContain('13800000000')
})

test('stopping waits for the running beat; nothing runs afterwards', async () => {
  let done = 0
  const one = beat('test', 1, async () => {
    await pause(30)
    done += 1
  })
  one.wake()
  await one.stop()
  const after = done
  expect(after).toBe(1)
  one.wake()
  await pause(50)
  expect(done).toBe(after)
})
