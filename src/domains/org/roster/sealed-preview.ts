/** What is kept between look and confirmation: names and phones, so sealed for its own row. */
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type Keys, open, seal } from '#platform/sealed.ts'
import type { Plan } from './plan.ts'
import { mostListed } from './preview.ts'
import type { Problem } from './problem.ts'
import type { Reading } from './reading.ts'

export interface Preview {
  /** What the file says, to make the plan again at confirmation. */
  readonly reading: Reading
  /** What was shown. */
  readonly plan: Plan
  /** The plan's `printOf`. */
  readonly print: string
}

function placeOf(importId: string) {
  return { table: 'org_roster_import', column: 'preview_sealed', row: importId } as const
}

export function sealPreview(keys: Keys, importId: string, reading: Reading, plan: Plan): Buffer {
  const preview: Preview = { reading: { ...reading, problems: [] }, plan: shortened(plan), print: printOf(plan) }
  const packed = gzipSync(JSON.stringify(preview), { level: 1 }).toString('base64')
  return seal(keys, placeOf(importId), packed)
}

export function openPreview(keys: Keys, importId: string, sealed: Buffer): Preview {
  const packed = open(keys, placeOf(importId), sealed)
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')) as Preview
}

/** Identifies what a plan does, so that a preview cannot be confirmed into something else. */
export function printOf({ units, people }: Plan): string {
  return createHash('sha256').update(JSON.stringify({ units, people })).digest('base64url')
}

/** The plan with at most five hundred errors and warnings each. */
export function shortened(plan: Plan): Plan {
  const first = (level: Problem['level']) =>
    plan.problems.filter((problem) => problem.level === level).slice(0, mostListed)
  return { ...plan, problems: [...first('error'), ...first('warning')] }
}
