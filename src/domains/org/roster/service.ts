/** Roster import: look first, then apply whole or not at all. A preview holds only as long as the roster stays as it was. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Actor, holds } from '#platform/access.ts'
import { atMost } from '#platform/at-most.ts'
import { localDate } from '#platform/calendar/calendar.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { forget } from '#platform/memory.ts'
import { inTransaction, record } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import { fingerprint } from '#platform/sealed.ts'
import type { Language } from '#platform/words.ts'
import { rosterRoles } from '../contract.ts'
import { phonePurpose } from '../service.ts'
import { lockRoster } from '../store.ts'
import { applyPlan } from './apply.ts'
import type { RosterCounts, RosterImportView, RosterLine, RosterPart } from './contract.ts'
import { type Plan, type PlanTerms, planRoster, type RosterState } from './plan.ts'
import { changesNothing, countsOf, linesOf, reportLines, rowsOf } from './preview.ts'
import type { Problem } from './problem.ts'
import { type Reading, readRoster } from './reading.ts'
import { openPreview, printOf, sealPreview, shortened } from './sealed-preview.ts'
import * as store from './store.ts'
import type { Sheet } from './table.ts'
import { rosterTemplate } from './template.ts'
import { templateWords } from './words.ts'
import { openSheets } from './workbook.ts'

const previewHours = 24
const linesAPage = 200

export async function templateFile(_ctx: Ctx, { language }: { language: Language }) {
  return {
    bytes: await rosterTemplate(language),
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    name: templateWords[language].fileName,
  }
}

/** Reads a file and keeps what it would change, sealed, for a day. */
export async function upload(
  ctx: SignedIn,
  input: { fileName: string; absentLeave: 'yes' | 'no' },
): Promise<RosterImportView> {
  refuseOthers(ctx)
  const bytes = ctx.bytes!
  const absentLeave = input.absentLeave === 'yes'
  const reading = readingOf(ctx, await openSheets(bytes))
  const state = await store.loadState(ctx.db)
  const plan = planRoster(reading, state, termsOf(ctx, absentLeave, state))
  const counts = countsOf(plan)
  const id = newId()
  const row: store.ImportRow = {
    id,
    by_person: ctx.actor.personId,
    file_name: input.fileName,
    file_sha256: sha256Of(bytes),
    absent_leave: absentLeave,
    state: counts.errors > 0 ? 'refused' : 'checked',
    counts,
    preview_sealed: sealPreview(ctx.keys, id, reading, plan),
    done_rows: 0,
    total_rows: rowsOf(plan),
    created_at: ctx.now,
    finished_at: null,
  }
  return inTransaction(ctx, async (tx) => {
    await store.forgetPreviews(tx.db, new Date(ctx.now.getTime() - previewHours * 3_600_000))
    await store.insertImport(tx.db, row)
    record(tx, {
      act: 'org.roster_checked',
      subject: { kind: 'roster_import', id },
      change: { file: row.file_sha256.toString('hex'), counts },
    })
    return viewOf(row)
  })
}

export async function getImport(ctx: SignedIn, { id }: { id: string }): Promise<RosterImportView> {
  refuseOthers(ctx)
  return viewOf(await importOf(ctx, id, false))
}

export async function listLines(
  ctx: SignedIn,
  { id, part, after }: { id: string; part: RosterPart; after: number },
): Promise<{ rows: RosterLine[]; next: number | null }> {
  refuseOthers(ctx)
  const row = await importOf(ctx, id, true)
  if (row.preview_sealed === null) throw new Refusal('conflict', 'org.roster_already_decided')
  const all = linesOf(openPreview(ctx.keys, id, row.preview_sealed).plan, part, ctx.language)
  const next = after + linesAPage
  return { rows: all.slice(after, next), next: next < all.length ? next : null }
}

/** A run holds one connection and tells its progress by another: many that wait for the roster would leave none for that. */
const oneAtOnce = atMost(1)

/** Applies a preview. Refused if the roster is not as it was, and then nothing of the preview can be used any more. */
export async function confirm(ctx: SignedIn, { id }: { id: string }): Promise<RosterImportView> {
  refuseOthers(ctx)
  const done = await oneAtOnce(() => run(ctx, id))
  forget()
  return done
}

async function run(ctx: SignedIn, id: string): Promise<RosterImportView> {
  const by = ctx.actor.personId
  await store.tellProgress(ctx.db, id, by, 0)
  try {
    return await inTransaction(ctx, async (tx) => {
      await lockRoster(tx.db, 'alone')
      const row = await importOf({ ...ctx, db: tx.db }, id, true)
      if (row.state === 'refused') throw new Refusal('conflict', 'org.roster_has_errors')
      if (row.state !== 'running' || row.preview_sealed === null)
        throw new Refusal('conflict', 'org.roster_already_decided')
      const preview = openPreview(ctx.keys, id, row.preview_sealed)
      const state = await store.loadState(tx.db)
      const plan = planRoster(preview.reading, state, termsOf(ctx, row.absent_leave, state))
      if (printOf(plan) !== preview.print || countsOf(plan).errors > 0)
        throw new Refusal('conflict', 'org.roster_changed_meanwhile')
      // outside of this transaction, so that others can see how far it is
      await applyPlan(tx, plan, state, (done) => store.tellProgress(ctx.db, id, by, done))
      await store.finishImport(tx.db, id, ctx.now)
      record(tx, { act: 'org.roster_imported', subject: { kind: 'roster_import', id }, change: row.counts })
      return viewOf({ ...row, state: 'done', done_rows: row.total_rows, finished_at: ctx.now })
    })
  } catch (error) {
    const overtaken = error instanceof Refusal && error.code === 'org.roster_changed_meanwhile'
    await store.endRun(ctx.db, id, overtaken ? 'overtaken' : 'checked')
    throw error
  }
}

export interface RosterReport {
  /** False after errors, a dry run, or when there was nothing to change. */
  readonly applied: boolean
  readonly counts: RosterCounts
  /** The first five hundred errors and warnings each; `counts` has them all. */
  readonly problems: readonly Problem[]
  /** The whole report, ready to print. */
  readonly lines: readonly string[]
}

export interface ImportOptions {
  readonly absentLeave?: boolean
  /** Only tells what would happen. */
  readonly dryRun?: boolean
  /** Of the report; that of the context by default. */
  readonly language?: Language
  /** Told after each thousand rows how many of how many are written. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Imports a roster file from the command line, where whoever has the machine may do everything: all of it in one transaction, or
 * nothing if anything is wrong. Throws Refusal if the file cannot be read as a roster at all.
 */
export async function importRosterFile(ctx: Ctx, path: string, options: ImportOptions = {}): Promise<RosterReport> {
  const bytes = await readFile(path)
  return importSheets(ctx, await openSheets(bytes), basename(path), { ...options, sha256: sha256Of(bytes) })
}

/** As `importRosterFile`, for sheets that are at hand already. */
export async function importSheets(
  ctx: Ctx,
  sheets: readonly Sheet[],
  fileName: string,
  options: ImportOptions & { readonly sha256?: Buffer } = {},
): Promise<RosterReport> {
  const { absentLeave = false, dryRun = false, language = ctx.language, onProgress } = options
  const reading = readingOf(ctx, sheets)
  const planned = async (db: Db): Promise<{ plan: Plan; state: RosterState }> => {
    const state = await store.loadState(db)
    return { plan: planRoster(reading, state, termsOf(ctx, absentLeave, state)), state }
  }
  const first = await planned(ctx.db)
  const counts = countsOf(first.plan)
  if (counts.errors > 0 || dryRun || changesNothing(counts)) return reportOf(first.plan, false, language)
  const report = await inTransaction(ctx, async (tx) => {
    await lockRoster(tx.db, 'alone')
    const { plan, state } = await planned(tx.db)
    if (countsOf(plan).errors > 0) throw new Refusal('conflict', 'org.roster_changed_meanwhile')
    const total = rowsOf(plan)
    await applyPlan(tx, plan, state, async (done) => onProgress?.(done, total))
    const id = newId()
    await store.insertImport(tx.db, {
      id,
      by_person: ctx.actor?.personId ?? null,
      file_name: fileName,
      file_sha256: options.sha256 ?? sha256Of(Buffer.from(JSON.stringify(sheets))),
      absent_leave: absentLeave,
      state: 'done',
      counts: countsOf(plan),
      preview_sealed: null,
      done_rows: total,
      total_rows: total,
      created_at: ctx.now,
      finished_at: ctx.now,
    })
    record(tx, { act: 'org.roster_imported', subject: { kind: 'roster_import', id }, change: countsOf(plan) })
    return reportOf(plan, true, language)
  })
  forget()
  return report
}

function reportOf(plan: Plan, applied: boolean, language: Language): RosterReport {
  const { problems } = shortened(plan)
  const counts = countsOf(plan)
  return { applied, counts, problems, lines: reportLines(counts, problems, applied, language) }
}

/** HR and system administrators of the whole company; a role further down does not reach the roster. */
function refuseOthers(ctx: SignedIn): void {
  const root = ctx.actor.unit.path[0]!
  if (!holds(ctx.actor, rosterRoles, { id: root, path: [root] }))
    throw new Refusal('forbidden', 'org.roster_not_allowed')
}

async function importOf(ctx: SignedIn, id: string, withPreview: boolean): Promise<store.ImportRow> {
  const row = await store.findImport(ctx.db, id, ctx.actor.personId, withPreview)
  if (row === null) throw new Refusal('not_found', 'org.roster_not_found')
  return row
}

function sha256Of(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function readingOf(ctx: Ctx, sheets: readonly Sheet[]): Reading {
  const reading = readRoster(sheets, localDate(ctx.calendar, ctx.now))
  if (reading === null) throw new Refusal('bad_input', 'org.roster_without_header')
  return reading
}

function termsOf(ctx: Ctx, absentLeave: boolean, state: RosterState): PlanTerms {
  return {
    absentLeave,
    phonePrint: (digits) => fingerprint(ctx.keys, phonePurpose, digits).toString('hex'),
    importer: ctx.actor === null ? null : importerOf(ctx.actor, state),
  }
}

function importerOf(actor: Actor, state: RosterState): PlanTerms['importer'] {
  const root = state.units.find((unit) => unit.parentId === null)!.id
  return { personId: actor.personId, isSystemAdmin: holds(actor, ['system_admin'], { id: root, path: [root] }) }
}

function viewOf(row: store.ImportRow): RosterImportView {
  return {
    id: row.id,
    fileName: row.file_name,
    absentLeave: row.absent_leave,
    state: row.state as RosterImportView['state'],
    counts: row.counts,
    doneRows: row.done_rows,
    totalRows: row.total_rows,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
