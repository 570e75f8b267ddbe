#!/usr/bin/env node
/** The `nuanqiao` command: builds the product if it is stale, then runs it (src/cli.ts). */
import { existsSync } from 'node:fs'
import { build } from './build.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) fail(`Nuanqiao needs Node 20.19 or newer; this is ${process.version}.`)
else if (!existsSync(new URL('../node_modules/typescript', import.meta.url))) fail('Run "npm ci" first.')
else await run()

async function run() {
  try {
    const fresh = existsSync(new URL('../dist/.stamp', import.meta.url))
    if (!fresh) process.stderr.write('Building …\n')
    await build()
  } catch (error) {
    return fail(`The product does not build:\n${error.message}`)
  }
  const { main } = await import('../dist/cli.js')
  process.exitCode = await main(process.argv.slice(2))
}

function fail(words) {
  process.stderr.write(`${words}\n`)
  process.exitCode = 1
}
