/** What the doctor says of one thing: how it stands, in words, and how to mend it. */
import type { Language } from '#platform/words.ts'

export type Said = Readonly<Record<Language, string>>

export interface Finding {
  /** What was looked at; never renamed, because monitoring reads it. */
  readonly check: string
  readonly level: 'ok' | 'warning' | 'error'
  readonly says: Said
  /** null where nothing is to be mended. */
  readonly mend: Said | null
}

export function ok(check: string, zh: string, en: string): Finding {
  return { check, level: 'ok', says: { zh, en }, mend: null }
}

/** `says` and `mend` as [zh, en]. */
export function warning(check: string, says: readonly [string, string], mend: readonly [string, string]): Finding {
  return finding('warning', check, says, mend)
}

export function error(check: string, says: readonly [string, string], mend: readonly [string, string]): Finding {
  return finding('error', check, says, mend)
}

function finding(
  level: Finding['level'],
  check: string,
  [zh, en]: readonly [string, string],
  [mendZh, mendEn]: readonly [string, string],
): Finding {
  return { check, level, says: { zh, en }, mend: { zh: mendZh, en: mendEn } }
}

/** 0: all is well; 1: something should be looked at; 2: something is wrong. */
export function exitCode(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ level }) => level === 'error')) return 2
  return findings.some(({ level }) => level === 'warning') ? 1 : 0
}
