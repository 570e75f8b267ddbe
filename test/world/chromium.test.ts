import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium } from './chromium.ts'

test('a browser that is named is taken, and one that is not there is not passed over in silence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nq-chromium-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'my-browser')
  writeFileSync(program, '')
  expect(() => findChromium({ CHROMIUM_PATH: program })).toThrow(/CHROMIUM_PATH names .* not a program/)
  chmodSync(program, 0o755)
  expect(findChromium({ CHROMIUM_PATH: program })).toEqual({ path: program, env: {} })
})

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'on a machine without any browser the one inside the npm package runs',
  () => {
    const { path, env } = findChromium({ PATH: '', PLAYWRIGHT_BROWSERS_PATH: '/nowhere' })
    const { stdout } = spawnSync(path, ['--version'], { env: { ...process.env, ...env }, encoding: 'utf8' })
    expect(stdout).toMatch(/^Chromium 147\./)
  },
)
