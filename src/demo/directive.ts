/** A directive of the demo story: three stations get it, one says that it does not fit, and the sender's clock runs. */
import { object } from '#domains/directives/objections/service.ts'
import { issue } from '#domains/directives/service.ts'
import type { Move } from '#domains/matters/contract.ts'
import { act } from '#domains/matters/service.ts'
import { addDays, type Calendar, isWorkday, localDate } from '#platform/calendar/calendar.ts'
import type { Ctx } from '#platform/ctx.ts'
import { actorBy, type Cast, ctxAt } from './tell.ts'

const stations = ['D4S1', 'D4S2', 'D4S5'] as const

/** Told in days before the first start, like the tales. */
export async function tellDirective(ctx: Ctx, cast: Cast, start: Date): Promise<void> {
  const by = async (unit: string, post: string, day: number) =>
    ctxAt(ctx, await actorBy(ctx, cast, cast.personId(unit, post, 0)), day, start)

  const chief = await by('BC', '总经理', 2.2)
  const { matters } = await issue(chief, {
    title: '入冬前排查老旧小区立管',
    text: '逐栋排查建成二十年以上小区的立管，列出要换的，写明楼栋、户数和长度。只报要换的，没有就写“无”。',
    purpose: '去年最冷的两周停热九次，七次是老旧小区立管漏水。入冬前换掉，不在最冷的时候停热。',
    unitIds: stations.map(cast.unitId),
    dueOn: workdayFrom(ctx.calendar, addDays(localDate(ctx.calendar, chief.now), 12)),
    minutes: 180,
    items: [
      {
        what: '老旧小区热用户名单',
        why: '换立管要提前通知到户。',
        dueOn: addDays(localDate(ctx.calendar, chief.now), 8),
        heldNotEnough: '住户档案里没有白天在家的联系人，要各所补上方便联系的时间。',
      },
    ],
  })
  const matterOf = (code: (typeof stations)[number]) =>
    matters.find(({ unitId }) => unitId === cast.unitId(code))?.matterId ?? ''

  const first = await by('D4S1', '党支部书记', 1.9)
  const assign: Move = { do: 'assign', unitId: cast.unitId('D4S1R'), assistingUnitIds: [] }
  await act(first, { id: matterOf('D4S1'), seen: 1, move: assign })
  await object(await by('D4S2', '所长', 1.4), {
    matterId: matterOf('D4S2'),
    about: 'does_not_fit',
    text: '我所管的都是近八年新建小区，没有老旧立管。用户名单上个月刚给客服中心报过一遍，再报要占两个人一整天。',
  })
}

/** The day itself if people work on it, else the next on which they do. */
function workdayFrom(calendar: Calendar, day: string): string {
  return isWorkday(calendar, day) ? day : workdayFrom(calendar, addDays(day, 1))
}
