/** The search itself: names are taken apart into words and compared with the bans, prose is read as it is. */
import { type Ban, bans, type RuleId } from './bans.ts'

/** Something with a name or a sentence, and where it stands. */
export interface Found {
  readonly at: string
  readonly text: string
}
export interface Evidence {
  /** Columns, tables, fields, paths: their words mean what they say. */
  readonly fields: readonly Found[]
  /** Identifiers of code. */
  readonly names: readonly Found[]
  /** What people read. */
  readonly prose: readonly Found[]
}
export interface Finding extends Found {
  readonly rule: RuleId
  readonly what: string
}

/** What looks like a violation and is none: exactly here, exactly this, and why. */
export interface Allowed {
  readonly rule: RuleId
  readonly at: string
  readonly text: string
  readonly why: string
}

/** 'lastSeenAt', 'last_seen_at', '/last-seen/:at' are all ` last seen at `. */
export function wordsOf(name: string): string {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
  return ` ${apart
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `
}

const says = (words: string, banned: readonly string[]): boolean => banned.some((ban) => words.includes(` ${ban} `))

/** All violations in the evidence, allowed ones included. */
export function scan(evidence: Evidence): Finding[] {
  return bans.flatMap((ban) => [
    ...evidence.fields.filter(({ text }) => inField(ban, text)).map((found) => finding(ban, found)),
    ...evidence.names.filter(({ text }) => inName(ban, text)).map((found) => finding(ban, found)),
    ...evidence.prose.filter(({ text }) => inProse(ban, text)).map((found) => finding(ban, found)),
  ])
}

const finding = (ban: Ban, { at, text }: Found): Finding => ({ rule: ban.rule, what: ban.what, at, text })

export const inName = (ban: Ban, name: string): boolean => says(wordsOf(name), ban.names) || ban.chinese.test(name)
export const inField = (ban: Ban, name: string): boolean => inName(ban, name) || says(wordsOf(name), ban.fields)
export const inProse = (ban: Ban, text: string): boolean => ban.english.test(text) || ban.chinese.test(text)

/** Whether a Permissions-Policy keeps every page from asking where the device is. */
export function forbidsLocation(policy: unknown): boolean {
  return typeof policy === 'string' && /(^|,)\s*geolocation=\(\)\s*(,|$)/.test(policy)
}

/** What is not allowed, and what is allowed without being there: both must be nothing. */
export function weigh(
  findings: readonly Finding[],
  allowed: readonly Allowed[],
): { violations: string[]; needless: string[] } {
  const fits = (entry: Allowed, one: Finding) =>
    entry.rule === one.rule && entry.at === one.at && one.text.includes(entry.text)
  return {
    violations: findings
      .filter((one) => !allowed.some((entry) => fits(entry, one)))
      .map((one) => `${one.rule} ${one.at}: ${one.text} (${one.what})`),
    needless: allowed
      .filter((entry) => !findings.some((one) => fits(entry, one)))
      .map((entry) => `${entry.rule} ${entry.at}: ${entry.text}`),
  }
}
