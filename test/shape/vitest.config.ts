/** For `npm run verify`: the tests that read the sources only, without a database. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['test/shape.test.ts', 'test/documents.test.ts', 'test/lock.test.ts'], pool: 'threads' },
})
