/** What people see: the source of all screens and of all dictionaries, the demo's story and the rule packs, comments left out. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Evidence, Found } from './scan.ts'

const shown = [/(^|\/)screens\//, /^src\/(ui|mobile|console|demo)\//, /(^|\/|-)words\.ts$/, /^rulepacks\//]
const readable = /\.(tsx?|css|html|svg|json|webmanifest)$/
const passedOver = /\.test\.tsx?$|(^|\/)factory\.ts$/

export interface SourceFile {
  readonly at: string
  readonly text: string
}

/** The files of a checkout that hold what people see. Throws Error if there are hardly any, or a kind of them is missing. */
export async function screenFiles(root: string, atLeast = 60): Promise<SourceFile[]> {
  const names: string[] = []
  for (const folder of ['src', 'rulepacks']) {
    const entries = await readdir(join(root, folder), { recursive: true })
    names.push(...entries.map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
  }
  const wanted = names.filter(
    (name) => readable.test(name) && !passedOver.test(name) && shown.some((pattern) => pattern.test(name)),
  )
  const unseen = shown.filter((pattern) => !wanted.some((name) => pattern.test(name)))
  if (unseen.length > 0) throw new Error(`no file fits ${unseen.join(', ')}: the scan sees too little`)
  if (wanted.length < atLeast) throw new Error(`only ${wanted.length} files of screens: the scan sees too little`)
  return Promise.all(wanted.sort().map(async (at) => ({ at, text: await readFile(join(root, at), 'utf8') })))
}

/** Every line that people read and every identifier behind it. */
export function screenEvidence(files: readonly SourceFile[]): Evidence {
  const names: Found[] = []
  const prose: Found[] = []
  for (const { at, text } of files) {
    const source = withoutComments(text)
    for (const line of source.split('\n')) if (line.trim() !== '') prose.push({ at, text: line.trim() })
    for (const name of new Set(source.match(/[A-Za-z_$][\w$-]*/g))) names.push({ at, text: name })
  }
  return { fields: [], names, prose }
}

/** The source without `//` and block comments; what stands in quotes is kept. */
export function withoutComments(source: string): string {
  let kept = ''
  let quote = ''
  for (let i = 0; i < source.length; i += 1) {
    const here = source[i]!
    const pair = here + (source[i + 1] ?? '')
    if (quote === '' && (pair === '//' || pair === '/*')) {
      const end = source.indexOf(pair === '//' ? '\n' : '*/', i)
      if (end === -1) break
      i = pair === '//' ? end - 1 : end + 1
      continue
    }
    if (quote === '' && /['"`]/.test(here)) quote = here
    else if (here === quote || (here === '\n' && quote !== '`')) quote = ''
    kept += here
    if (here === '\\' && quote !== '') kept += source[++i] ?? ''
  }
  return kept
}
