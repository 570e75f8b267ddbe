/** How saved views are asked for. */
import { newId } from '#platform/id.ts'
import * as views from '../../src/domains/org/views/contract.ts'
import { aCase, type Case, casesOf, type Row, shows } from './case.ts'
import type { Stage } from './stage.ts'

/** A view of the caller, or of somebody at the place who shares it with his unit unless it is private. */
async function aView(stage: Stage, row: Row, caller: Parameters<Case['ask']>[2], deleted = false): Promise<string> {
  const id = newId()
  const { unit, worker } = stage.locals[row.place]
  const mine = row.mine && caller.actor !== null
  await stage
    .dbOf(row.place)
    .insertInto('org_saved_view')
    .values({
      id,
      person_id: mine ? caller.actor!.personId : worker.personId,
      list: 'board',
      name: stage.text(),
      query: 'late=1',
      shared_unit_id: mine || row.variant.includes('private') ? null : unit.id,
      made_at: stage.world.now(),
      deleted_at: deleted ? stage.world.now() : null,
    })
    .execute()
  return id
}

const ofView = (
  endpoint: Case['endpoint'],
  input: (stage: Stage, row: Row, id: string) => Record<string, unknown>,
  there: (reply: unknown, id: string) => boolean,
  deleted = false,
) =>
  aCase(
    endpoint,
    async (stage, row, caller) => {
      const id = await aView(stage, row, caller, deleted)
      return { input: input(stage, row, id), there: (reply) => there(reply, id) }
    },
    'alone',
  )

export const viewCases = casesOf([
  ofView(views.listViews, () => ({ list: 'board' }), shows),
  aCase(
    views.saveView,
    async (stage) => {
      const name = stage.text()
      return { input: { list: 'board', name, query: 'late=1' }, there: (reply) => shows(reply, name) }
    },
    'alone',
  ),
  ofView(
    views.changeView,
    (stage, { variant }, id) =>
      variant === 'shared' ? { id, shareWith: stage.locals.own.unit.id } : { id, name: '本周超期' },
    (reply, id) => shows(reply, id) && (shows(reply, '本周超期') || shows(reply, '东城公司')),
  ),
  ofView(
    views.openWithView,
    (_stage, _row, id) => ({ list: 'board', id }),
    (reply) => shows(reply, '"opens":true'),
  ),
  ofView(
    views.deleteView,
    (_stage, _row, id) => ({ id }),
    (reply, id) => !shows(reply, id),
  ),
  ofView(views.restoreView, (_stage, _row, id) => ({ id }), shows, true),
])
