/** What the two browser builds do beyond plain Vite: files compressed ahead of time, and contracts reduced to what a phone needs. */

import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type ESTree, type Plugin, parseSync, Visitor } from 'vite'

const WORTH_COMPRESSING = /\.(js|css|svg|json)$/
const SMALLEST = 1024

/**
 * Puts a `.gz` and a `.br` beside each built text file of at least 1 KiB, so that the server compresses nothing while
 * people wait. Not the html: the server fills values into it with each reply.
 */
export function compressed(): Plugin {
  return {
    name: 'nuanqiao:compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) throw new Error('nothing was written to a folder')
      for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !WORTH_COMPRESSING.test(entry.name)) continue
        const file = join(entry.parentPath, entry.name)
        const content = await readFile(file)
        if (content.length < SMALLEST) continue
        await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }))
        await writeFile(
          `${file}.br`,
          brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
        )
      }
    },
  }
}

/** The service worker's file: at the root of the site, or it could not speak for all of it. */
export const SERVICE_WORKER = 'service-worker.js'

/** Tells the service worker which files belong to this build, and gives the build a name that changes with them. */
export function shell(): Plugin {
  return {
    name: 'nuanqiao:shell',
    apply: 'build',
    enforce: 'post', // Vite takes out chunks that held nothing but styles
    generateBundle(_options, bundle) {
      const worker = bundle[SERVICE_WORKER]
      if (worker?.type !== 'chunk') throw new Error(`${SERVICE_WORKER} is not among what is built`)
      const files = Object.keys(bundle)
        .filter((name) => /\.(js|css|svg)$/.test(name) && name !== SERVICE_WORKER)
        .map((name) => `/${name}`)
        .sort()
      const build = createHash('sha256').update(files.join()).digest('hex').slice(0, 12)
      worker.code = worker.code.replaceAll('__SHELL__', () => JSON.stringify({ build, files }))
    },
  }
}

/** The properties of an endpoint that a browser never reads: the server checks what is sent and what is answered. */
const SERVER_ONLY = ['summary', 'caller', 'input', 'output']

/**
 * In each `contract.ts` drops from `endpoint({...})` what only a server reads and marks the remaining calls as free of
 * side effects, for a contract is data, so that whatever no screen uses leaves the bundle. Types are not touched.
 */
export function lightContracts(): Plugin {
  return {
    name: 'nuanqiao:light-contracts',
    enforce: 'pre',
    transform: {
      filter: { id: /\/contract\.ts$/ },
      handler: (code, id) => ({ code: lightContract(id, code), map: null }),
    },
  }
}

/** The source of one contract without what only a server reads. */
export function lightContract(file: string, code: string): string {
  const cuts: { start: number; end: number; text: string }[] = []
  const marked = new Set<number>()
  new Visitor({
    CallExpression(call) {
      if (!marked.has(call.start)) cuts.push({ start: call.start, end: call.start, text: '/*@__PURE__*/ ' })
      marked.add(call.start)
      const spec = rootOf(call) === 'endpoint' ? call.arguments[0] : undefined
      if (spec?.type !== 'ObjectExpression') return
      const kept = spec.properties.filter((p) => !(p.type === 'Property' && SERVER_ONLY.includes(nameOf(p.key))))
      const text = `{ ${kept.map((p) => code.slice(p.start, p.end)).join(', ')} }`
      cuts.push({ start: spec.start, end: spec.end, text })
    },
  }).visit(parseSync(file, code).program)

  const outer = cuts.filter((cut) => !cuts.some((other) => other.start < cut.start && cut.end < other.end))
  return outer.sort((a, b) => b.start - a.start || b.end - a.end).reduce(replace, code)
}

function replace(code: string, { start, end, text }: { start: number; end: number; text: string }): string {
  return code.slice(0, start) + text + code.slice(end)
}

/** The name at the left end of `a.b(c).d(e)`. */
function rootOf(node: ESTree.Expression | ESTree.Super): string | undefined {
  if (node.type === 'CallExpression') return rootOf(node.callee)
  if (node.type === 'MemberExpression') return rootOf(node.object)
  return node.type === 'Identifier' ? node.name : undefined
}

function nameOf(key: ESTree.PropertyKey): string {
  return key.type === 'Identifier' ? key.name : ''
}
