/** Real data that does not belong into the repository: what is there is used, what is not there is said at the end. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type TestContext, test } from 'vitest'

const folder = process.env.NUANQIAO_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** A test on real data: `path` below NUANQIAO_DATA (else ../shared/data) is handed to it; skipped where it is missing. */
export function dataTest(name: string, path: string, run: (path: string) => Promise<void> | void): void {
  test(name, async (context: TestContext) => {
    const file = join(folder, path)
    if (!existsSync(file)) context.skip('no data')
    await run(file)
  })
}
