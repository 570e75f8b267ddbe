/** How long a person waits for the first page: with an empty state folder (demo world included), and later. */
import { type Bench, median, round } from './figure.ts'
import { dropFolder, freePort, startProduct, stateFolder } from './product.ts'

export const start: Bench = {
  name: 'start',
  async run() {
    const first: number[] = []
    const later: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const home = await stateFolder()
      try {
        const fresh = await startProduct(home, await freePort())
        first.push(fresh.startMillis / 1000)
        await fresh.stop()
        const again = await startProduct(home, await freePort())
        later.push(again.startMillis / 1000)
        await again.stop()
      } finally {
        await dropFolder(home)
      }
    }
    const [a, b] = [median(first), median(later)]
    return [
      {
        what: 'start with an empty folder until the first page, demo world (median of 3)',
        value: round(a, 2),
        unit: 's',
        bar: '<= 10',
        ok: a <= 10,
      },
      {
        what: 'later start until the first page (median of 3)',
        value: round(b, 2),
        unit: 's',
        bar: '<= 2',
        ok: b <= 2,
      },
    ]
  },
}
