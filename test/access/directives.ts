/** How directives are asked for: sent by the callers' unit, sent to it, and what is objected to them. */
import type { Actor } from '#platform/access.ts'
import { forget } from '#platform/memory.ts'
import {
  checkDirective,
  decideObjection,
  getDirective,
  getPiece,
  issueDirective,
  listDirectives,
  objectToDirective,
  recallDirective,
} from '../../src/domains/directives/contract.ts'
import { object } from '../../src/domains/directives/objections/service.ts'
import { issue } from '../../src/domains/directives/service.ts'
import { findMatter } from '../../src/domains/matters/store.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import { aCase, casesOf, type Row, shows } from './case.ts'
import type { Stage } from './stage.ts'

const words = {
  title: '排查老旧小区立管',
  text: '逐栋排查老旧小区的立管，列出要换的。',
  purpose: '入冬前把漏点换掉，不在最冷时停热。',
  dueOn: '2026-11-30',
  minutes: 30,
  items: [],
}

/** A directive to the unit of a place: from the unit above all, or (`from own`) from the callers' own unit. */
async function sent(stage: Stage, { place, variant }: Row): Promise<{ id: string; matterId: string; text: string }> {
  const text = stage.text()
  const by = variant.includes('from own') ? stage.locals.own : stage.locals.above
  const ctx = await stage.ctxAt(place, place === 'other' ? stage.locals.other.secretary : by.secretary)
  const unit = place === 'other' ? (await below(stage)).unit : stage.locals[place].unit
  const { id, matters } = await issue(ctx, { ...words, text, unitIds: [unit.id] })
  return { id, matterId: matters[0]!.matterId, text }
}

interface Below {
  readonly unit: TestUnit
  readonly secretary: Actor
}
const belowOther = new WeakMap<Stage, Promise<Below>>()

/** In the other company there is one unit, so its directives go to one below it. */
function below(stage: Stage): Promise<Below> {
  const make = async () => {
    const db = stage.dbOf('other')
    const unit = await aUnit(db, { under: stage.locals.other.unit })
    const secretary = await aPerson(db, { unit, roles: ['secretary'] })
    forget() // the clock stands still, and who receives where is kept in mind for a few seconds
    return { unit, secretary }
  }
  const known = belowOther.get(stage) ?? make()
  belowOther.set(stage, known)
  return known
}

/** An objection to a directive, raised at the place it was sent to. */
async function objected(stage: Stage, row: Row): Promise<{ id: string; events: number }> {
  const { matterId } = await sent(stage, row)
  const db = stage.dbOf(row.place)
  const by = row.place === 'other' ? (await below(stage)).secretary : stage.locals[row.place].secretary
  const ctx = await stage.ctxAt(row.place, by)
  const { matterId: id } = await object(ctx, { matterId, about: 'question', text: '立管长度要不要分楼栋报？' })
  return { id, events: (await findMatter(db, id))!.events }
}

export const directivesCases = casesOf([
  {
    ...aCase(checkDirective, async (stage, { place }) => {
      const { unit } = stage.locals[place]
      return { input: { unitIds: [unit.id], minutes: 30 }, there: (reply) => shows(reply, unit.id) }
    }),
    records: 'nothing',
  },
  aCase(issueDirective, async (stage, { place }) => {
    const text = stage.text()
    const issued = () =>
      stage.world.db.selectFrom('directives_directive').select('id').where('text', '=', text).execute()
    return {
      input: { ...words, text, unitIds: [stage.locals[place].unit.id] },
      there: async () => (await issued()).length === 1,
    }
  }),
  aCase(listDirectives, async (stage, row) => {
    const { id } = await sent(stage, row)
    const way = row.variant.includes('issued') ? 'issued' : 'received'
    return { input: { way }, there: (reply) => shows(reply, id) }
  }),
  aCase(getDirective, async (stage, row) => {
    const { id, text } = await sent(stage, row)
    return { input: { id }, there: (reply) => shows(reply, text) }
  }),
  aCase(recallDirective, async (stage, row) => {
    const { id, matterId } = await sent(stage, row)
    const input = { id, reason: '与新的安排重复。' }
    return { input, there: async () => (await findMatter(stage.dbOf(row.place), matterId))?.state === 'withdrawn' }
  }),
  aCase(getPiece, async (stage, row) => {
    const { matterId, text } = await sent(stage, row)
    return { input: { matterId }, there: (reply) => shows(reply, text) }
  }),
  aCase(objectToDirective, async (stage, row) => {
    const { matterId } = await sent(stage, row)
    const input = { matterId, about: 'does_not_fit', text: '本单位没有老旧小区可以排查。' }
    return { input, there: async () => (await findMatter(stage.dbOf(row.place), matterId))?.paused_since !== null }
  }),
  aCase(decideObjection, async (stage, row) => {
    const { id, events } = await objected(stage, row)
    const input = { matterId: id, seen: events, decision: 'explained', text: '按楼栋报，一栋一行就可以。' }
    return { input, there: async () => (await findMatter(stage.dbOf(row.place), id))?.state === 'answered' }
  }),
])
