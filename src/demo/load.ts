/** Loads the demo world into an empty company: roster, homes, story, and the ways in. The same every time. */
import { markSeenBefore } from '#channels/notices/store.ts'
import { importSheets } from '#domains/org/roster/service.ts'
import { offerDemoEntry } from '#domains/org/sign-in/service.ts'
import { enter, type Progress } from '#domains/service/register/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { drainOutbox } from '#platform/news/outbox.ts'
import { inTransaction, record } from '#platform/record.ts'
import { receiversOf } from '../house.ts'
import { type DemoCompany, demoCompany } from './company.ts'
import { tellDirective } from './directive.ts'
import { demoEntries } from './entries.ts'
import { tellHeat } from './heat.ts'
import { type DemoStation, demoRegisters } from './households.ts'
import { everydayTales } from './story.ts'
import { tales } from './tales.ts'
import { type Cast, castOf, tellAll } from './tell.ts'

const dayMillis = 86_400_000
/** How long before the first start the people have been there. */
const hiredDaysBefore = 400
/** How many everyday matters fill the boards. */
const everydayMatters = 90
/** What happened within this many days is new to those whom it concerns. */
const freshDays = 2

export interface DemoWish {
  readonly households: number
  readonly onProgress: Progress
}

/** `ctx` has no actor; its `now` is the first start, from which all dates of the story are reckoned. */
export async function loadDemo(ctx: Ctx, { households, onProgress }: DemoWish): Promise<void> {
  const company = demoCompany()
  const hired = { ...ctx, now: new Date(ctx.now.getTime() - hiredDaysBefore * dayMillis) }
  const report = await importSheets(hired, sheetsOf(company), 'demo')
  if (!report.applied) throw new Error(`the demo roster was refused:\n${report.lines.join('\n')}`)
  const cast = await castOf(ctx, company)
  await enter(hired, demoRegisters(stationsOf(company, cast), households), onProgress)
  await tellAll(ctx, cast, [...tales, ...everydayTales(everydayMatters)], ctx.now)
  await tellDirective(ctx, cast, ctx.now)
  await tellHeat(ctx, cast, ctx.now)
  await tellNews(ctx)
  await inTransaction(ctx, async (tx) => {
    await offerDemoEntry(tx, demoEntries(cast))
    record(tx, { act: 'demo.load', subject: { kind: 'demo', id: '00000000-0000-7000-8000-000000000000' } })
  })
}

/** The notices of the story, as the worker would have made them; what is some days old has been seen. */
async function tellNews(ctx: Ctx): Promise<void> {
  const receivers = receiversOf([ctx])
  while ((await drainOutbox(ctx.db, ctx.tenant.schema, 200, receivers)) > 0);
  await markSeenBefore(ctx.db, new Date(ctx.now.getTime() - freshDays * dayMillis))
}

function stationsOf({ units }: DemoCompany, cast: Cast): DemoStation[] {
  const stations = units.filter(({ kind }) => kind === '供热所')
  return stations.map(({ code, name }) => ({ code, name, unitId: cast.unitId(code) }))
}

/** The company as the two sheets of a roster workbook. */
export function sheetsOf({ units, people }: DemoCompany) {
  const sheet = (name: string, rows: readonly (readonly string[])[]) => ({
    name,
    rows: rows.map((cells, i) => ({ line: i + 1, cells: cells.map((text) => ({ text })) })),
  })
  return [
    sheet('人员', [
      ['工号', '姓名', '单位', '岗位', '手机号', '政治面貌', '角色'],
      ...people.map((p) => [p.staffNo, p.name, p.unit, p.post, p.phone, p.party, p.roles]),
    ]),
    sheet('单位', [
      ['单位编码', '单位名称', '上级编码', '类型'],
      ...units.map((u) => [u.code, u.name, u.parent, u.kind]),
    ]),
  ]
}
