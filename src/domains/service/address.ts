/**
 * Addresses as people give them. The register and a query are read alike: `3号楼`, `3栋`, `3#`, 三号楼 and the `3` of `3-2-501` are
 * one building. Each part is one lexeme that says what it is (楼3 元2 户501), so that building 3 is neither entrance 3 nor
 * building 13; names of estates become bigrams, as everywhere (platform/search.ts). Pure.
 */
import { searchQuery, searchTerms } from '#platform/search.ts'
import type { PlaceKind } from './contract.ts'

/** `floor` is what 3楼 may mean beside a building, `any` a number alone, `name` words. */
type PartKind = 'building' | 'entrance' | 'flat' | 'floor' | 'any' | 'name'
interface Part {
  readonly kind: PartKind
  readonly text: string
  /** It is a number that ends the text: somebody may still be typing it. */
  readonly open: boolean
}

/** What stands behind a number and says what it numbers. */
const designators = {
  building: '号楼|#楼|栋|幢|座|#|号(?!院)',
  entrance: '单元|门',
  flat: '室|户|房',
  floor: '楼|层',
} as const
const number = '[0-9a-z]+'
const reading = new RegExp(
  [
    `(?<chain>${number}(?:-${number}){1,2})(?![0-9a-z-])(?:${designators.flat})?`,
    `(?<number>${number})\\s*(?:${Object.entries(designators)
      .map(([kind, words]) => `(?<${kind}>${words})`)
      .join('|')})?`,
    '(?<name>(?:(?![0-9a-z])[\\p{L}\\p{M}\\p{N}])+)',
  ].join('|'),
  'gu',
)
/** Only before what numbers nothing else: 三门 may begin the name of an estate. */
const chineseNumber = /[一二三四五六七八九十]{1,3}(?=号楼|栋|幢|单元)/g

/** 1 to 99 as people write them: 三, 十二, 二十, 三十一. */
function digitsOf(chinese: string): string {
  const worth = (numeral: string): number => '零一二三四五六七八九'.indexOf(numeral || '零')
  const [tens = '', ones] = chinese.split('十')
  return String(ones === undefined ? worth(tens) : worth(tens || '一') * 10 + worth(ones))
}

function partsOf(address: string): Part[] {
  const parts: Part[] = []
  const text = address
    .normalize('NFKC')
    .toLowerCase()
    .replace(chineseNumber, digitsOf)
    .replace(/[‐-―~]/g, '-')
  for (const { 0: whole, index, groups = {} } of text.matchAll(reading)) {
    const open = index + whole.length === text.length && /[0-9a-z]$/.test(whole)
    if (groups.name !== undefined) parts.push({ kind: 'name', text: groups.name, open })
    else if (groups.number !== undefined) parts.push({ kind: kindOf(groups), text: groups.number, open })
    else parts.push(...chainOf(groups.chain!, parts, open))
  }
  return parts
}

const kindOf = (groups: Record<string, string | undefined>): PartKind =>
  (['building', 'entrance', 'flat', 'floor'] as const).find((kind) => groups[kind] !== undefined) ?? 'any'

/** 3-2-501, 3-501, and behind a building 2-501. */
function chainOf(chain: string, before: readonly Part[], open: boolean): Part[] {
  const numbers = chain.split('-')
  const hasBuilding = before.some(({ kind }) => kind === 'building')
  const kinds = numbers.length === 3 ? shortForm : ([hasBuilding ? 'entrance' : 'building', 'flat'] as const)
  return numbers.map((text, i) => ({ kind: kinds[i]!, text, open: open && i === numbers.length - 1 }))
}
const shortForm = ['building', 'entrance', 'flat'] as const

const marks = { building: '楼', entrance: '元', flat: '户' } as const

/** The lexemes of places, from the estate down. With those of the flat they are what a household is found by. */
export function placeTerms(places: readonly { kind: PlaceKind; name: string }[]): string[] {
  return places.flatMap(({ kind, name }) => (kind === 'estate' ? searchTerms(name) : marked(kind, name)))
}

export function flatTerms(flat: string): string[] {
  return marked('flat', flat)
}

function marked(kind: keyof typeof marks, name: string): string[] {
  return partsOf(name).flatMap((part) =>
    part.kind === 'name' ? searchTerms(part.text) : [`${marks[kind]}${part.text}`],
  )
}

export interface AddressQuery {
  /** The text of a tsquery over the lexemes of place and flat. */
  readonly tsquery: string
  /** The words in it, to be checked again by `matchesQuery`, because bigrams do not keep their order. */
  readonly words: string
}

/**
 * What an address asks for, or null if there is nothing in it. All parts must be there, in any order; a number alone may be
 * any of them, and one that ends the text may go on: 示范小区 3号楼 50 finds 501.
 */
export function addressQuery(text: string): AddressQuery | null {
  const parts = partsOf(text)
  const asked = parts.map(askedBy).filter((one) => one !== null)
  if (asked.length === 0) return null
  const words = parts.filter(({ kind }) => kind === 'name').map((part) => part.text)
  return { tsquery: asked.join(' & '), words: words.join(' ') }
}

/** Numbers hold nothing that a tsquery would read as its own. */
function askedBy({ kind, text, open }: Part): string | null {
  if (kind === 'name') return searchQuery(text)
  const goesOn = open ? ':*' : ''
  if (kind === 'flat') return `'户${text}'${goesOn}`
  if (kind === 'floor') return `('楼${text}' | '户${text}':*)`
  if (kind === 'any') return `('${text}' | '楼${text}' | '元${text}' | '户${text}'${goesOn})`
  return `'${marks[kind]}${text}'`
}
