/** The product's own TypeScript as the shape test sees it: where each file lies, what it imports, what it says. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'vite'

export interface Import {
  /** As written. */
  readonly from: string
  /** The file it means, relative to src/, or null for a package or a built-in. */
  readonly file: string | null
  /** Gone after compilation. */
  readonly isType: boolean
}

export interface Source {
  /** Relative to src/, e.g. `domains/voice/service.ts`. */
  readonly path: string
  readonly firstLine: string
  readonly lines: number
  readonly imports: readonly Import[]
  readonly hasDefaultExport: boolean
  /** Exports what another file exports: `export * from`, `export { x } from`. */
  readonly passesOn: readonly string[]
  /** `object.property` wherever both are plain names, e.g. `Math.random`. */
  readonly members: ReadonlySet<string>
}

const root = fileURLToPath(new URL('../../src', import.meta.url))

/** Every .ts and .tsx file below src/, without the generated row types. */
export function readSources(): Source[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && entry.name !== 'db.gen.ts')
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')))
}

/** Throws Error where the text is not TypeScript. */
export function sourceOf(path: string, text: string): Source {
  const { module, program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const members = new Set<string>()
  new Visitor({
    MemberExpression({ object, property }) {
      if (object.type === 'Identifier' && property.type === 'Identifier') members.add(`${object.name}.${property.name}`)
    },
  }).visit(program)
  const importOf = (from: string, isType: boolean): Import => ({ from, file: fileOf(path, from), isType })
  const passed = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((one) =>
      one.moduleRequest === null ? [] : [{ from: one.moduleRequest.value, isType: one.isType }],
    ),
  )
  return {
    path,
    firstLine: text.slice(0, text.indexOf('\n')),
    lines: text.split('\n').length - 1,
    imports: [
      ...module.staticImports.map(({ moduleRequest, entries }) =>
        importOf(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType)),
      ),
      ...module.dynamicImports.map(({ moduleRequest }) =>
        importOf(text.slice(moduleRequest.start + 1, moduleRequest.end - 1), false),
      ),
      ...passed.map(({ from, isType }) => importOf(from, isType)),
    ],
    hasDefaultExport: module.staticExports.some(({ entries }) =>
      entries.some((one) => one.exportName.kind === 'Default'),
    ),
    passesOn: passed.filter(({ isType }) => !isType).map(({ from }) => from),
    members,
  }
}

function fileOf(path: string, from: string): string | null {
  if (from.startsWith('#')) return from.slice(1)
  return from.startsWith('.') ? normalize(join(dirname(path), from)) : null
}
