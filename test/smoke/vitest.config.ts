/** For `.ci/run`: the built product as a person meets it, in a browser. No database of the tests. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/smoke/*.smoke.ts'], testTimeout: 240_000, hookTimeout: 60_000 },
})
