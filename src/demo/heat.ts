/** What heat users of the demo reported, by receipts that a visitor can open: a cold flat that was closed too early is warm at last. */
import type { Move } from '#domains/matters/contract.ts'
import { actIn } from '#domains/matters/service.ts'
import type { ReceiptMove, Trouble } from '#domains/service/requests/contract.ts'
import { move, send } from '#domains/service/requests/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { inTransaction } from '#platform/record.ts'
import { actorBy, type Cast, ctxAt } from './tell.ts'

const dayMillis = 86_400_000
const station = 'D4S2'
const desk = { unit: 'D4', post: '区域调度' } as const
const keeper = { unit: station, post: '网格长' } as const

/** A step of the house, or of whoever reported it. Days before the first start; smaller is later. */
type HeatStep = { readonly day: number } & (
  | { readonly by: { readonly unit: string; readonly post: string }; readonly move: Move }
  | { readonly by: 'resident'; readonly move: ReceiptMove }
)
interface HeatTale {
  readonly day: number
  /** The last digit of its receipt: DEM0-0000-0000-0001 and so on. */
  readonly receipt: number
  /** Which of the homes of the station, by customer number. */
  readonly home: number
  readonly trouble: Trouble
  readonly text: string
  readonly measured?: number
  readonly atHome?: string
  readonly name: string
  readonly steps: readonly HeatStep[]
}

const done = (text: string): Move => ({ do: 'answer', kind: 'done', text })

function talesAt(unitId: string, ownerId: string): HeatTale[] {
  const assign: Move = { do: 'assign', unitId, ownerId, assistingUnitIds: [] }
  return [
    {
      day: 4.3,
      receipt: 1,
      home: 46,
      trouble: 'too_cold',
      text: '主卧16度，客厅17度，孩子感冒了。暖气片上面热下面凉，麻烦来看看。',
      measured: 16,
      atHome: '晚上七点以后',
      name: '欧阳女士',
      steps: [
        { day: 4.25, by: desk, move: assign },
        {
          day: 3.6,
          by: keeper,
          move: done('问：室内温度不够。查：系统显示该楼供水温度正常。办：已恢复正常供热。时间：当日。'),
        },
        {
          day: 3.5,
          by: 'resident',
          move: { do: 'judge', verdict: 'not_solved', reason: '系统显示已办结，可没有人来过，家里还是16度。' },
        },
        { day: 3.4, by: desk, move: assign },
        { day: 3.3, by: keeper, move: { do: 'ask', question: '今晚七点半上门测温，可以吗？' } },
        { day: 3.25, by: 'resident', move: { do: 'reply', text: '可以，家里有人。' } },
        {
          day: 2.7,
          by: keeper,
          move: done(
            '问：主卧、客厅不热。查：上门测温主卧16.2度，暖气片存气，分户过滤网堵塞。办：排气并清洗过滤网，一小时后主卧20.1度。时间：昨晚八点半。',
          ),
        },
        { day: 2.2, by: 'resident', move: { do: 'judge', verdict: 'solved', reason: '当场就热了，谢谢师傅。' } },
      ],
    },
    {
      day: 1.6,
      receipt: 2,
      home: 112,
      trouble: 'bill',
      text: '去年报停过两个月，账单上还是整年的钱。',
      name: '陈先生',
      steps: [
        { day: 1.3, by: desk, move: assign },
        {
          day: 1.1,
          by: keeper,
          move: done(
            '问：报停两个月仍按整年计费。查：报停申请在册，未同步到账单。办：已更正账单，差额退回原账户。时间：三个工作日内。',
          ),
        },
      ],
    },
    {
      day: 0.9,
      receipt: 3,
      home: 203,
      trouble: 'noise',
      text: '换热站半夜嗡嗡响，睡不着。',
      name: '冯女士',
      steps: [
        { day: 0.8, by: desk, move: assign },
        { day: 0.5, by: keeper, move: { do: 'ask', question: '大概几点响得最厉害？卧室是哪一侧？' } },
      ],
    },
    {
      day: 0.7,
      receipt: 4,
      home: 47,
      trouble: 'too_cold',
      text: '暖气不太热，开着空调。',
      name: '蒋先生',
      steps: [
        {
          day: 0.4,
          by: 'resident',
          move: { do: 'withdraw', reason: '收费员说撤了才好办别的手续。', urged: true },
        },
      ],
    },
    {
      day: 0.05,
      receipt: 5,
      home: 301,
      trouble: 'leak',
      text: '地暖分水器接口滴水，已用盆接着，请尽快。',
      atHome: '现在就在家',
      name: '卫女士',
      steps: [],
    },
    {
      day: 0.03,
      receipt: 6,
      home: 48,
      trouble: 'no_heat',
      text: '我家是顶楼，交了全费，到现在没热过。',
      measured: 13.5,
      name: '沈先生',
      steps: [],
    },
  ]
}

export async function tellHeat(ctx: Ctx, cast: Cast, start: Date): Promise<void> {
  const owner = cast.personId(keeper.unit, keeper.post, 0)
  const homes = await ctx.db
    .selectFrom('service_household')
    .select(['place_id as placeId', 'flat'])
    .where('station_unit_id', '=', cast.unitId(station))
    .orderBy('customer_no')
    .execute()
  const at = (day: number): Ctx => ({
    ...{ ...ctx, actor: null, requestId: 'demo' },
    now: new Date(start.getTime() - day * dayMillis),
  })
  for (const tale of talesAt(cast.unitId(station), owner)) {
    const home = homes[tale.home % homes.length]!
    const code = `DEM000000000000${tale.receipt}`
    const { day, trouble, text, measured, atHome, name } = tale
    const said = { receipt: code, trouble, text, placeId: home.placeId, flat: home.flat, name, pictures: [] }
    const phone = `1380000${String(tale.receipt).padStart(4, '0')}`
    const { number } = await send(at(day), { ...said, measured, atHome, phone })
    for (const { day: then, ...step } of tale.steps) {
      const { id, events } = await ctx.db
        .selectFrom('matters_matter')
        .select(['id', 'events'])
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
      if (step.by === 'resident') {
        await move(at(then), { code, seen: events, move: step.move })
      } else {
        const { unit, post } = step.by
        const who = ctxAt(ctx, await actorBy(ctx, cast, cast.personId(unit, post, 0)), then, start)
        await inTransaction(who, (tx) => actIn(tx, who, { id, seen: events, move: step.move }))
      }
    }
  }
}
