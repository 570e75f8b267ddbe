/** What people read about how a deadline is reckoned. Days and moments come as words, such as 11月26日（周四）. */
import { dictionary } from '#platform/words.ts'
import type { ClockAct } from '../contract.ts'
import type { ReckoningView, SpanView } from './contract.ts'

type Named = Record<ReckoningView['clock'] | 'promised', string>
type Why = SpanView['why']
/** The acts that one might think change a deadline, and do not. */
export const keepingActs = ['assign', 'reassign', 'hand_on', 'return', 'refuse_extension'] as const
type Kept = Record<(typeof keepingActs)[number], string>

const titlesZh = { answer: '答复期限', promised: '承诺期限', route: '交办时限', decide: '上级裁定时限' } satisfies Named
const keptZh = {
  assign: '交办',
  reassign: '更换承办人',
  hand_on: '转办',
  return: '退单',
  refuse_extension: '没有同意延期',
} satisfies Kept
const marksZh = {
  workday: '算',
  make_up: '调休算',
  hours: '算',
  first_day: '起',
  weekend: '周末',
  holiday: '放假',
  agreed: '约定',
  question: '停',
  objection: '停',
} satisfies Record<Why, string>

const workdaysFrom = (n: number) => (n === 1 ? '1 workday' : `${n} workdays`)

type Ahead = Readonly<Record<'done' | 'planned', Readonly<Record<ClockAct, (at: string, unit: string) => string>>>>
const aheadZh: Ahead = {
  done: {
    remind: (at) => `${at}已提醒办理人。`,
    escalate: (at, unit) => `${at}提级督办，由${unit}跟进。`,
    overdue: (at) => `${at}起承诺公示计为逾期。`,
  },
  planned: {
    remind: (at) => `${at}提醒办理人，只提醒他本人。`,
    escalate: (at, unit) => `如果到${at}还没有办，提级督办，由${unit}跟进。`,
    overdue: (at) => `如果到${at}还没有答复，承诺公示计为逾期。`,
  },
}

export const reckoningWords = dictionary(
  {
    open: '怎么算的',
    none: '现在没有期限在计算。',
    titles: titlesZh,
    rule: {
      workday: (n: number) => `给 ${n} 个工作日，从第二天算起。`,
      hour: (n: number) => `给 ${n} 小时，夜里和节假日也算。`,
    },
    begun: {
      raise: (at: string) => `${at}提出。`,
      judge: (at: string, level: number) =>
        `${at}提出人评价为没有解决，第 ${Math.max(1, level)} 次重新办理，提级督办，重新计时。`,
      cosign: (at: string, level: number) =>
        `${at}附议人数达到规定，第 ${Math.max(1, level)} 次重新办理，提级督办，重新计时。`,
      return: (at: string) => `${at}退单，等待重新交办。`,
      hand_on: (at: string) => `${at}又一次转办，由上级裁定由谁办理。`,
    },
    agreed: {
      grant_extension: (at: string, until: string, _workdays: number) =>
        `${at}同意延期到${until}，之前的天数不再逐日计算。`,
      answer: (at: string, until: string, _workdays: number) => `${at}答复时承诺${until}完成。`,
      raise: (_at: string, until: string, workdays: number) =>
        `部署时定的期限是${until}，从第二天算起有 ${workdays} 个工作日（调休的上班日也算）。`,
      change: (at: string, until: string, workdays: number) =>
        `${at}期限改为${until}，从第二天算起有 ${workdays} 个工作日（调休的上班日也算）。`,
    },
    kept: keptZh,
    keptLine: (at: string, what: string) => `${at}${what}，期限不变。`,
    because: {
      question: {
        paused: (from: string, to: string) => `${from}询问提出人，${to}得到回复，中间停止计时。`,
        pausedLate: (from: string, to: string) => `${from}询问提出人，${to}得到回复。当时期限已过，不顺延。`,
        waiting: (from: string) => `${from}询问提出人，正在等回复，现在停止计时。回复后，期限按停下的工作时间顺延。`,
      },
      objection: {
        paused: (from: string, to: string) => `${from}向部署单位提出异议，${to}得到答复，中间停止计时。`,
        pausedLate: (from: string, to: string) => `${from}向部署单位提出异议，${to}得到答复。当时期限已过，不顺延。`,
        waiting: (from: string) =>
          `${from}向部署单位提出异议，还没有答复，现在停止计时。答复后，期限按停下的工作时间顺延。`,
      },
    },
    counted: (days: string) => `算在内：${days}。`,
    madeUp: (days: string) => `${days}是调休的上班日，也算。`,
    weekend: (days: string) => `不算：${days}，周末。`,
    holiday: (days: string, name: string) => `不算：${days}，${name}。`,
    someHoliday: '公共假日',
    rounded: '停下的时间补足以后，算到那个工作日结束。',
    ends: {
      answer: (day: string) => `所以最迟${day}结束前答复。`,
      promised: (day: string) => `所以最迟${day}结束前完成。`,
      route: (day: string) => `所以最迟${day}结束前交办。`,
      decide: (day: string) => `所以最迟${day}结束前裁定。`,
    },
    aheadTitle: '到期前后系统会做什么',
    ahead: aheadZh,
    ledger: '看承诺公示',
    part: {
      until: (to: string) => `${to}前`,
      since: (from: string) => `${from}起`,
      between: (from: string, to: string) => `${from}至${to}`,
    },
    and: '、',
    days: (first: string, last: string) => `${first}至${last}`,
    marks: marksZh,
    strip: (counted: number, not: number, paused: number) =>
      `逐日图：算在内 ${counted} 段，不算 ${not} 段，停止计时 ${paused} 段。下面逐条说明。`,
  },
  {
    open: 'How it is reckoned',
    none: 'No deadline is running now.',
    titles: {
      answer: 'Deadline for the answer',
      promised: 'The promised day',
      route: 'Time to assign it',
      decide: 'Time for the superior to decide',
    },
    rule: {
      workday: (n) => `There ${n === 1 ? 'is 1 workday' : `are ${n} workdays`}, from the next day on.`,
      hour: (n) => `There are ${n} hours; nights and holidays count.`,
    },
    begun: {
      raise: (at) => `Raised on ${at}.`,
      judge: (at, level) =>
        `Judged as not solved on ${at}: opened again (${level < 2 ? 'once' : `${level} times`}), one level higher, with a fresh clock.`,
      cosign: (at, level) =>
        `Enough colleagues co-signed on ${at}: opened again (${level < 2 ? 'once' : `${level} times`}), one level higher, with a fresh clock.`,
      return: (at) => `Returned on ${at}, to be assigned again.`,
      hand_on: (at) => `Handed on once more on ${at}: the superior decides who handles it.`,
    },
    agreed: {
      grant_extension: (at, until) =>
        `More time was granted on ${at}, until ${until}; the days before are not counted one by one.`,
      answer: (at, until) => `The answer of ${at} promised it for ${until}.`,
      raise: (_at, until, workdays) =>
        `The directive set ${until}: ${workdaysFrom(workdays)} from the next day on (made-up workdays count).`,
      change: (at, until, workdays) =>
        `The day was changed on ${at} to ${until}: ${workdaysFrom(workdays)} from the next day on (made-up workdays count).`,
    },
    kept: {
      assign: 'assigned',
      reassign: 'another owner',
      hand_on: 'handed on',
      return: 'returned',
      refuse_extension: 'more time was refused',
    },
    keptLine: (at, what) => `${at}: ${what}; the deadline stays.`,
    because: {
      question: {
        paused: (from, to) => `The raiser was asked on ${from} and replied on ${to}; the time between is paused.`,
        pausedLate: (from, to) =>
          `The raiser was asked on ${from} and replied on ${to}. The deadline had passed by then and does not move.`,
        waiting: (from) =>
          `The raiser was asked on ${from}; the clock is paused. After the reply the deadline moves by the working time that was paused.`,
      },
      objection: {
        paused: (from, to) =>
          `An objection was raised with the issuing unit on ${from} and answered on ${to}; the time between is paused.`,
        pausedLate: (from, to) =>
          `An objection was raised on ${from} and answered on ${to}. The deadline had passed by then and does not move.`,
        waiting: (from) =>
          `An objection was raised on ${from}; the clock is paused. Once it is answered the deadline moves by the working time that was paused.`,
      },
    },
    counted: (days) => `Counted: ${days}.`,
    madeUp: (days) => `${days}: a workday made up for a holiday, counted too.`,
    weekend: (days) => `Not counted: ${days}, weekend.`,
    holiday: (days, name) => `Not counted: ${days}, ${name}.`,
    someHoliday: 'public holiday',
    rounded: 'Once the paused time is made up for, the rest of that workday is given as well.',
    ends: {
      answer: (day) => `So it is to be answered by the end of ${day}.`,
      promised: (day) => `So it is to be done by the end of ${day}.`,
      route: (day) => `So it is to be assigned by the end of ${day}.`,
      decide: (day) => `So it is to be decided by the end of ${day}.`,
    },
    aheadTitle: 'What the system does about it',
    ahead: {
      done: {
        remind: (at) => `Whoever handles it was reminded on ${at}.`,
        escalate: (at, unit) => `One level up on ${at}: ${unit} follows it up.`,
        overdue: (at) => `The public ledger counts it as late since ${at}.`,
      },
      planned: {
        remind: (at) => `Whoever handles it is reminded on ${at}, and nobody else.`,
        escalate: (at, unit) => `If it is not done by ${at}, it goes one level up: ${unit} follows it up.`,
        overdue: (at) => `If it is not answered by ${at}, the public ledger counts it as late.`,
      },
    },
    ledger: 'Open the public ledger',
    part: {
      until: (to) => ` until ${to}`,
      since: (from) => ` from ${from}`,
      between: (from, to) => ` ${from} to ${to}`,
    },
    and: ', ',
    days: (first, last) => `${first} to ${last}`,
    marks: {
      workday: 'counts',
      make_up: 'made up',
      hours: 'counts',
      first_day: 'begins',
      weekend: 'weekend',
      holiday: 'holiday',
      agreed: 'agreed',
      question: 'paused',
      objection: 'paused',
    },
    strip: (counted, not, paused) =>
      `Day by day: ${counted} counted, ${not} not counted, ${paused} paused. Explained line by line below.`,
  },
)
