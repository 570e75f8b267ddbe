/** The rules of the house, each with violations that it must catch on every run. */
import { flatOf, floorOf, isBrowser, isDomain, isScreen, isTest, nameOf } from './places.ts'
import type { Import, Source } from './source.ts'

export type House = ReadonlyMap<string, Source>

export interface Rule {
  readonly name: string
  /** What is wrong with one file, in words. */
  readonly check: (source: Source, house: House) => string[]
  /** Files, as path below src/ and text, that break the rule. */
  readonly planted: readonly (readonly [path: string, text: string])[]
}

const header = '/** Planted. */\n'

/** What a domain is made of. Any other name is an algorithm or a step with a name of its own. */
const vocabulary = ['contract', 'rules', 'store', 'service', 'routes', 'jobs', 'words', 'factory']
const emptyNames = [
  'utils',
  'util',
  'helpers',
  'helper',
  'types',
  'manager',
  'base',
  'common',
  'misc',
  'shared',
  'index',
]
const longest = 400
/** What screens may take of their own and of lower domains, beside each other. */
const browserSafe = ['store.ts', 'service.ts', 'routes.ts', 'jobs.ts', 'factory.ts']
/** The doors of a domain: nothing else is imported from another one. What kinds of matter there are is data for all floors above. */
const doors = ['contract.ts', 'service.ts', 'kinds.ts']
const doorsForScreens = ['contract.ts', 'words.ts', 'rules.ts']
const doorsForRoof = [...doors, 'routes.ts', 'jobs.ts', 'words.ts']

/** Each with its reason. */
const exceptions: readonly (readonly [from: string, file: string])[] = [
  // the storyteller acts as whoever's turn it is, which only the matter's own row says to nobody in particular
  ['demo/tell.ts', 'domains/matters/store.ts'],
]

const internal = ({ imports }: Source): (Import & { file: string })[] =>
  imports.flatMap((one) => (one.file === null ? [] : [{ ...one, file: one.file }]))

export const rules: readonly Rule[] = [
  {
    name: 'imports go downwards only, those of types too',
    check: (source) => {
      if (isTest(source.path)) return []
      const own = floorOf(source.path)
      if (Number.isNaN(own)) return [`${source.path} is in a domain without a floor`]
      return internal(source)
        .filter(
          ({ file }) => flatOf(file) !== flatOf(source.path) && !(floorOf(file) < own) && !uiOnPlatform(source, file),
        )
        .map(({ from }) => `${source.path} imports ${from}`)
    },
    planted: [
      ['platform/x.ts', `${header}import type { X } from '#domains/org/service.ts'`],
      ['domains/voice/service.ts', `${header}import { x } from '#domains/life/service.ts'`],
      ['domains/org/service.ts', `${header}import { x } from '../matters/service.ts'`],
      ['domains/gossip/service.ts', header],
      ['platform/x.ts', `${header}import { x } from '#ui/call.ts'`],
      ['ui/x.ts', `${header}import { x } from '#domains/org/contract.ts'`],
      ['domains/matters/service.ts', `${header}import { x } from '../../house.ts'`],
    ],
  },
  {
    name: 'another domain is entered by its contract or its service',
    check: (source) => {
      if (isTest(source.path)) return []
      const own = flatOf(source.path)
      const open =
        isScreen(source.path) || /^(mobile|console)\//.test(source.path)
          ? doorsForScreens
          : own === 'roof'
            ? doorsForRoof
            : doors
      return internal(source)
        .filter(({ file }) => isDomain(file) && flatOf(file) !== own && !open.includes(nameOf(file)))
        .filter(({ file }) => !(isBrowser(source.path) && isScreen(file)))
        .filter(({ file }) => !exceptions.some(([from, to]) => from === source.path && to === file))
        .map(({ from }) => `${source.path} imports ${from}`)
    },
    planted: [
      ['domains/voice/service.ts', `${header}import { x } from '#domains/matters/store.ts'`],
      ['domains/voice/rules.ts', `${header}import { x } from '#domains/matters/rules.ts'`],
      ['demo/x.ts', `${header}import { x } from '#domains/matters/store.ts'`],
      ['mobile/main.tsx', `${header}import { x } from '#domains/matters/service.ts'`],
    ],
  },
  {
    name: 'tables are named in store.ts, which screens, contracts, routes, rules and words do not import',
    check: (source) => {
      const may =
        !isScreen(source.path) && !['contract.ts', 'routes.ts', 'rules.ts', 'words.ts'].includes(nameOf(source.path))
      if (!isDomain(source.path) || may) return []
      return internal(source)
        .filter(({ file }) => nameOf(file) === 'store.ts')
        .map(({ from }) => `${source.path} imports ${from}`)
    },
    planted: [
      ['domains/voice/routes.ts', `${header}import { x } from './store.ts'`],
      ['domains/voice/rules.ts', `${header}import type { X } from './store.ts'`],
    ],
  },
  {
    name: 'browser code is free of Node, of the database, and of what only a server does',
    check: (source, house) => {
      if (!isBrowser(source.path) || isTest(source.path)) return []
      return [...reachable(source, house)].flatMap(([file, { imports }]) => {
        if (isDomain(file) && browserSafe.includes(nameOf(file))) return [`${source.path} reaches ${file}`]
        const strange = imports.filter(
          (one) => !one.isType && /^(node:|pg$|kysely|fastify|sharp|graphile)/.test(one.from),
        )
        return strange.map(({ from }) => `${source.path} reaches ${from} through ${file}`)
      })
    },
    planted: [
      ['domains/voice/screens/mobile/x.tsx', `${header}import { x } from '../../service.ts'`],
      ['ui/x.ts', `${header}import { createHash } from 'node:crypto'`],
      ['domains/voice/screens/mobile/x.tsx', `${header}import { x } from '#platform/db.ts'`],
    ],
  },
  {
    name: 'a contract is free of Node',
    check: (source, house) => {
      if (!isDomain(source.path) || nameOf(source.path) !== 'contract.ts') return []
      return [...reachable(source, house)].flatMap(([file, { imports }]) => {
        const strange = imports.filter((one) => !one.isType && one.file === null && one.from !== 'zod')
        return strange.map(({ from }) => `${source.path} reaches ${from} through ${file}`)
      })
    },
    planted: [
      ['domains/voice/contract.ts', `${header}import { x } from 'node:fs'`],
      ['domains/voice/contract.ts', `${header}import { x } from '#platform/db.ts'`],
    ],
  },
  {
    name: 'relative imports stay inside the flat; the rest goes by #platform, #domains, #ui',
    check: (source) =>
      internal(source)
        .filter(
          ({ from, file }) => from.startsWith('.') && flatOf(file) !== flatOf(source.path) && !isTest(source.path),
        )
        .map(({ from }) => `${source.path} imports ${from}`),
    planted: [['domains/voice/service.ts', `${header}import { x } from '../../platform/db.ts'`]],
  },
  {
    name: 'a domain is made of the files that every domain has, and names say what is inside',
    check: ({ path }) => {
      const name = nameOf(path)
      const stem = name.replace(/(\.test)?\.tsx?$/, '')
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) return [`${path} is not in kebab-case`]
      if (emptyNames.includes(stem)) return [`${path} has a name that says nothing`]
      if (!isDomain(path)) return []
      const within = path.split('/').slice(2)
      if (isScreen(path)) return screenProblems(path)
      if (name.endsWith('.tsx')) return [`${path} is a screen outside of screens/`]
      if (within.length > 2) return [`${path} lies too deep: a domain splits by noun, once`]
      return vocabulary.includes(within[0] ?? '') ? [`${path} is a folder for a layer, not for a noun`] : []
    },
    planted: [
      ['domains/voice/utils.ts', header],
      ['domains/voice/index.ts', header],
      ['domains/voice/myFile.ts', header],
      ['domains/voice/form.tsx', header],
      ['domains/voice/screens/form.tsx', header],
      ['domains/voice/a/b/service.ts', header],
      ['domains/voice/store/a.ts', header],
    ],
  },
  {
    name: 'nothing is exported by default, and no file only passes on what others export',
    check: ({ path, hasDefaultExport, passesOn }) => [
      ...(hasDefaultExport ? [`${path} has a default export`] : []),
      ...passesOn.map((from) => `${path} passes on ${from}`),
    ],
    planted: [
      ['ui/x.ts', `${header}export default 1`],
      ['ui/x.ts', `${header}export * from './call.ts'`],
      ['ui/x.ts', `${header}export { call } from './call.ts'`],
    ],
  },
  {
    name: 'chance comes from the cryptographic source, and words go to the log or to the person',
    check: ({ path, members }) =>
      [...members]
        .filter((member) => member === 'Math.random' || member.startsWith('console.'))
        .map((member) => `${path} uses ${member}`),
    planted: [
      ['ui/x.ts', `${header}export const x = Math.random()`],
      ['platform/x.ts', `${header}console.log(1)`],
    ],
  },
  {
    name: 'each file says in its first line what it is',
    check: ({ path, firstLine }) =>
      isTest(path) || path.endsWith('.tsx') || firstLine.startsWith('/**') ? [] : [`${path} has no header`],
    planted: [['platform/x.ts', 'export const x = 1\n']],
  },
  {
    name: `a file of more than ${longest} lines gives its reason in its first line`,
    check: ({ path, lines, firstLine }) =>
      lines <= longest || /long because/i.test(firstLine) ? [] : [`${path} has ${lines} lines`],
    planted: [['platform/x.ts', `${header}${'\n'.repeat(longest)}`]],
  },
]

function uiOnPlatform(source: Source, file: string): boolean {
  return flatOf(source.path) === 'ui' && flatOf(file) === 'platform'
}

function screenProblems(path: string): string[] {
  return /\/screens\/(mobile|console)\/([a-z0-9-]+\/)?[a-z0-9.-]+$/.test(path)
    ? []
    : [`${path} belongs into screens/mobile or screens/console`]
}

/** The file and all that it imports for running, near and far. */
function reachable(source: Source, house: House): Map<string, Source> {
  const found = new Map([[source.path, source]])
  for (const one of found.values()) {
    for (const { file, isType } of internal(one)) {
      const next = isType ? undefined : house.get(file)
      if (next !== undefined && !found.has(file)) found.set(file, next)
    }
  }
  return found
}
