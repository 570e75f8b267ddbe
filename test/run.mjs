/** `npm test`: builds if stale, runs every test, and ends in a line that says how many passed and failed. */
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { build } from '../bin/build.mjs'

const tally = { passed: 0, failed: 0, skipped: 0, withoutData: 0 }

try {
  await build()
  const { values, positionals } = parseArgs({ options: { config: { type: 'string' } }, allowPositionals: true })
  const vitest = await startVitest('test', positionals, { run: true, watch: false, ...values })
  count(vitest.state)
  await vitest.close()
} catch (error) {
  tally.failed += 1
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
}

const { passed, failed, skipped, withoutData } = tally
if (withoutData > 0) say(`${withoutData} skipped: no data`)
say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)

/** A file that cannot be read, and an error outside of any test, count as one failure each. */
function count(state) {
  tally.failed += state.getUnhandledErrors().length
  for (const module of state.getTestModules()) {
    let broken = module.state() === 'failed'
    for (const test of module.children.allTests()) {
      const { state: outcome, note } = test.result()
      if (outcome === 'failed') broken = false // it is counted itself
      if (outcome === 'skipped' && note === 'no data') tally.withoutData += 1
      tally[outcome === 'pending' ? 'failed' : outcome] += 1
    }
    if (broken) tally.failed += 1
  }
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
