/**
 * The history of a matter in words: each event as one sentence, and what was said with it. Shared by phone and console,
 * so that everyone reads the same. Pure.
 */
import { dictionary, type Language, tagOf } from '#platform/words.ts'
import type { ClockAct, EventView, MoveName, SideAct, verdicts } from './contract.ts'

export interface EventSentence {
  /** Who did what: 'Li Ming (East station) handed it to ...'. */
  readonly what: string
  /** The words that were said with it (a reason, a question, the answer), or null. */
  readonly said: string | null
}

type Act = MoveName | ClockAct | SideAct
type SaidIn = 'note' | 'reason' | 'question' | 'text'

/** Where each act carries the words that were said with it. */
const saidIn: Readonly<Record<Act, SaidIn | null>> = {
  raise: null,
  assign: 'note',
  reassign: 'note',
  hand_on: 'reason',
  return: 'reason',
  ask_extension: 'reason',
  grant_extension: 'note',
  refuse_extension: 'reason',
  ask: 'question',
  reply: 'text',
  add: 'text',
  plan_action: 'text',
  finish_action: 'note',
  attach_evidence: 'note',
  answer: 'text',
  judge: 'reason',
  merge: 'reason',
  decline: 'reason',
  withdraw: 'reason',
  join: null,
  leave: null,
  reassign_action: 'note',
  split: 'reason',
  part: 'reason',
  cosign: 'reason',
  uncosign: null,
  confirm_repeat: null,
  reject_repeat: null,
  hold: null,
  release: null,
  change: 'reason',
  remind: null,
  escalate: null,
  overdue: null,
}

/** One event of a matter's history in words. An act that this program does not know is still told as a step that was taken. */
export function eventSentence(
  event: Pick<EventView, 'at' | 'act' | 'by' | 'relation' | 'data'>,
  language: Language,
): EventSentence {
  const words = historyWords[language]
  const tell = (words.acts as Partial<Record<string, (who: string, told: Told) => string>>)[event.act]
  const who = whoDid(event, language)
  const key = saidIn[event.act as Act] ?? null
  const said = key === null ? '' : text(event.data[key])
  return {
    what: tell === undefined ? words.unknown(who) : tell(who, toldOf(event, language)),
    said: said === '' ? null : said,
  }
}

/** Who did it, or what he is to the matter where his name is not to be known. */
function whoDid({ by, relation, data }: Pick<EventView, 'by' | 'relation' | 'data'>, language: Language): string {
  const { someone, person, called } = historyWords[language]
  if (data.through === 'call') return called(someone.raiser, by?.name ?? '')
  if (by !== null) return person(by.name, by.unitName, text(data.for))
  return relation in someone ? someone[relation as keyof typeof someone] : someone.clock
}

/** What the sentences quote. Texts are empty where the event does not say. */
interface Told {
  readonly unit: string
  readonly desk: string
  readonly decider: string
  readonly above: string
  readonly owner: string
  readonly assisting: string
  readonly until: string
  readonly due: string
  /** The day on which the clock ends that a step of the clock speaks of. */
  readonly on: string
  readonly promised: string
  readonly action: string
  readonly into: string
  /** What it was split off from, what it was split into, and what it is again. */
  readonly whole: string
  readonly parts: string
  readonly earlier: string
  readonly again: string
  readonly nth: number
  readonly count: number
  readonly rule: string
  /** Of the objection that holds it. */
  readonly number: string
  readonly doesNotFit: boolean
  /** Held once more, because the answer was not accepted. */
  readonly anew: boolean
  /** Minutes asked from now on, in digits. */
  readonly minutes: string
  readonly pictures: number
  readonly kind: 'done' | 'by_date' | 'policy'
  readonly verdict: (typeof verdicts)[number]
  /** To the superior, re-opened, going on with another raiser: what the act's own flag says. */
  readonly flag: boolean
}

function toldOf({ data, at }: Pick<EventView, 'data' | 'at'>, language: Language): Told {
  const names = Array.isArray(data.assistingUnit) ? data.assistingUnit.map(text) : []
  return {
    unit: text(data.unit),
    desk: text(data.deskUnit),
    decider: text(data.deciderUnit),
    above: text(data.aboveUnit),
    owner: text(data.owner),
    assisting: names.join(historyWords[language].and),
    until: day(data.until, at, language),
    due: day(data.dueOn, at, language),
    on: day(data.on, at, language),
    promised: day(data.promisedOn, at, language),
    action: text(data.action),
    into: text(data.into),
    whole: text(data.whole),
    parts: Array.isArray(data.parts) ? data.parts.map(text).join(historyWords[language].and) : '',
    earlier: text(data.earlier),
    again: text(data.again),
    nth: Number(data.nth ?? 0),
    count: Number(data.count ?? 0),
    rule: text(data.policyRule),
    number: text(data.number),
    doesNotFit: data.about === 'does_not_fit',
    anew: data.anew === true,
    minutes: typeof data.minutes === 'number' ? String(data.minutes) : '',
    pictures: Array.isArray(data.fileIds) ? data.fileIds.length : 0,
    kind: data.kind === 'by_date' || data.kind === 'policy' ? data.kind : 'done',
    verdict: data.verdict === 'solved' || data.verdict === 'partly' ? data.verdict : 'not_solved',
    flag: data.toSuperior === true || data.reopens === true || data.goesOn === true,
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** '11月26日', '26 Nov'; with the year when it is not that of the event. */
function day(value: unknown, at: string, language: Language): string {
  const date = text(value)
  if (date === '') return ''
  const year = date.slice(0, 4) === at.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  return new Date(date).toLocaleDateString(tagOf[language], {
    timeZone: 'UTC',
    ...year,
    month: 'short',
    day: 'numeric',
  })
}

type Sentences = Readonly<Record<Act, (who: string, told: Told) => string>>

const zh = {
  and: '、',
  /** `whom`: for whom he stood in as a deputy, or ''. */
  person: (name: string, unit: string, whom: string) => {
    const more = [unit, whom === '' ? '' : `代${whom}`].filter((one) => one !== '').join('，')
    return more === '' ? name : `${name}（${more}）`
  },
  called: (whom: string, caller: string) => `${whom}（${caller}电话回访）`,
  someone: { raiser: '提出人', joiner: '一位同样遇到此事的同事', colleague: '一位同事', clock: '系统' },
  unknown: (who: string) => `${who}办理了一步。`,
  acts: {
    raise: (who, { desk, due, again }) =>
      `${who}提出事项${again && `，说是 ${again} 的问题又出现了`}，由${desk}受理${due && `，期限${due}`}。`,
    assign: (who, { unit, owner, assisting }) =>
      `${who}交办给${unit}主办，${owner}承办${assisting && `，${assisting}协办`}。`,
    reassign: (who, { owner }) => `${who}改由${owner}承办。`,
    hand_on: (who, { unit, owner, desk, flag }) =>
      flag
        ? `${who}提出转办给${unit}。转办次数已到上限，由${desk}裁定由谁办理。`
        : `${who}转办给${unit}，${owner}承办；首接单位继续负责。`,
    return: (who, { unit }) => `${who}退单，${unit}不再办理，等待重新交办。`,
    ask_extension: (who, { until, decider }) => `${who}申请延期到${until}，由${decider}审批。`,
    grant_extension: (who, { until }) => `${who}同意延期到${until}。`,
    refuse_extension: (who, { until }) => `${who}不同意延期到${until}，原期限不变。`,
    ask: (who) => `${who}向提出人询问情况，回复前期限挂起。`,
    reply: (who) => `${who}回复了询问，期限继续计算。`,
    add: (who) => `${who}补充了情况。`,
    plan_action: (who, { owner, due }) => `${who}安排了措施，${owner}负责，${due}前完成。`,
    finish_action: (who, { action }) => `${who}完成了措施${action && `“${action}”`}。`,
    attach_evidence: (who, { pictures }) => `${who}上传了${pictures}张图片。`,
    answer: (who, { kind, promised, rule }) =>
      ({
        done: `${who}答复：已经办好。`,
        by_date: `${who}答复：长期推进，承诺${promised}前完成。`,
        policy: `${who}答复：受政策限制不能办理，依据是${rule}。`,
      })[kind],
    judge: (who, { verdict, desk, flag }) => {
      const judged = { solved: '已解决', partly: '部分解决', not_solved: '未解决' }[verdict]
      return flag ? `${who}评价：${judged}。事项重新办理，由${desk}受理。` : `${who}评价：${judged}。`
    },
    merge: (who, { into }) => `${who}把事项并案到${into}，一并办理和答复。`,
    decline: (who) => `${who}决定不予受理。`,
    withdraw: (who, { flag }) => (flag ? `${who}撤回；同样遇到此事的同事继续，事项照常办理。` : `${who}撤回了事项。`),
    join: (who) => `${who}表示“我也遇到”。`,
    leave: (who) => `${who}取消了“我也遇到”。`,
    reassign_action: (who, { owner, action }) => `${who}把措施${action && `“${action}”`}改由${owner}负责。`,
    split: (who, { parts }) => `${who}把事项拆分为 ${parts}，分别办理、答复和评价，期限都不变。`,
    part: (who, { whole, nth, count }) => `${who}从 ${whole} 拆分出这一件（共 ${count} 件，第 ${nth} 件），期限不变。`,
    cosign: (who, { desk, flag }) =>
      flag ? `${who}附议。附议人数达到规定，事项重新办理，由${desk}受理。` : `${who}附议，认为应当受理。`,
    uncosign: (who) => `${who}取消了附议。`,
    confirm_repeat: (who, { earlier }) => `${who}确认：${earlier} 的问题又出现了。`,
    reject_repeat: (who, { earlier }) => `${who}认为与 ${earlier} 不是一回事。`,
    hold: (who, { number, doesNotFit, anew }) =>
      anew
        ? `对异议（${number}）的答复没有被认可，再次答复前期限暂停。`
        : `${who}${doesNotFit ? '认为不适合本单位，向部署单位提出异议' : '向部署单位提出疑问'}（${number}），答复前期限暂停。`,
    release: (_who, { number }) => `异议（${number}）已有答复或已撤回，期限继续计算。`,
    change: (who, { due, minutes, number }) =>
      `${who}采纳异议（${number}），${[due && `期限改为${due}`, minutes && `用时改为 ${minutes} 分钟`].filter(Boolean).join('，')}。`,
    remind: (who, { owner, desk, on }) => `${who}提醒${owner || desk}：期限是${on}。`,
    escalate: (_, { above, on }) => `期限${on}已过，提级督办，由${above}跟进。`,
    overdue: (_, { on }) => `答复期限${on}已过，承诺公示计为逾期。事项照常办理。`,
  } satisfies Sentences,
}

/** The sentences; English names dates and people in the same places. */
export const historyWords = dictionary(zh, {
  and: ', ',
  person: (name, unit, whom) => {
    const more = [unit, whom === '' ? '' : `for ${whom}`].filter((one) => one !== '').join(', ')
    return more === '' ? name : `${name} (${more})`
  },
  called: (whom, caller) => `${whom} (asked by telephone${caller && ` by ${caller}`})`,
  someone: {
    raiser: 'The raiser',
    joiner: 'A colleague who met the same',
    colleague: 'A colleague',
    clock: 'The system',
  },
  unknown: (who) => `${who} took a step.`,
  acts: {
    raise: (who, { desk, due, again }) =>
      `${who} raised the matter${again && ` as ${again} come back`}${due && `, due on ${due}`}; ${desk} received it.`,
    assign: (who, { unit, owner, assisting }) =>
      `${who} assigned it to ${unit}, owner ${owner}${assisting && `; assisting: ${assisting}`}.`,
    reassign: (who, { owner }) => `${who} made ${owner} the owner.`,
    hand_on: (who, { unit, owner, desk, flag }) =>
      flag
        ? `${who} wanted to hand it on to ${unit}. It had been handed on often enough, so ${desk} decides who handles it.`
        : `${who} handed it on to ${unit}, owner ${owner}; the first unit stays answerable.`,
    return: (who, { unit }) => `${who} returned it; ${unit} no longer handles it, and it waits to be assigned again.`,
    ask_extension: (who, { until, decider }) => `${who} asked for an extension to ${until}; ${decider} decides.`,
    grant_extension: (who, { until }) => `${who} granted the extension to ${until}.`,
    refuse_extension: (who, { until }) => `${who} refused the extension to ${until}; the deadline stays as it was.`,
    ask: (who) => `${who} asked the raiser; the clock is paused until there is a reply.`,
    reply: (who) => `${who} replied; the clock runs again.`,
    add: (who) => `${who} added to it.`,
    plan_action: (who, { owner, due }) => `${who} planned an action for ${owner}, by ${due}.`,
    finish_action: (who, { action }) => `${who} finished ${action === '' ? 'an action' : `the action “${action}”`}.`,
    attach_evidence: (who, { pictures }) => `${who} attached ${pictures === 1 ? 'a picture' : `${pictures} pictures`}.`,
    answer: (who, { kind, promised, rule }) =>
      ({
        done: `${who} answered: it has been done.`,
        by_date: `${who} answered: it will be done by ${promised}.`,
        policy: `${who} answered: it cannot be done because of ${rule}.`,
      })[kind],
    judge: (who, { verdict, desk, flag }) => {
      const judged = { solved: 'solved', partly: 'partly solved', not_solved: 'not solved' }[verdict]
      return flag ? `${who} judged: ${judged}. It is open again, with ${desk}.` : `${who} judged: ${judged}.`
    },
    merge: (who, { into }) => `${who} merged it into ${into}; both are handled and answered together.`,
    decline: (who) => `${who} declined the matter.`,
    withdraw: (who, { flag }) =>
      flag ? `${who} withdrew; a colleague who met the same carries it on.` : `${who} withdrew the matter.`,
    join: (who) => `${who} said “me too”.`,
    leave: (who) => `${who} took back “me too”.`,
    reassign_action: (who, { owner, action }) =>
      `${who} gave ${action === '' ? 'an action' : `the action “${action}”`} to ${owner}.`,
    split: (who, { parts }) =>
      `${who} split the matter into ${parts}; each is handled, answered and judged by itself, with the same deadline.`,
    part: (who, { whole, nth, count }) =>
      `${who} split this off from ${whole}, ${nth} of ${count}; the deadline stays.`,
    cosign: (who, { desk, flag }) =>
      flag
        ? `${who} co-signed. With that enough have, and it is open again, with ${desk}.`
        : `${who} co-signed that it should be taken up.`,
    uncosign: (who) => `${who} took back the co-signature.`,
    confirm_repeat: (who, { earlier }) => `${who} confirmed: the trouble of ${earlier} has come back.`,
    reject_repeat: (who, { earlier }) => `${who} said that it is not the same as ${earlier}.`,
    hold: (who, { number, doesNotFit, anew }) =>
      anew
        ? `The answer to the objection (${number}) was not accepted; the clock is paused until there is another.`
        : `${who} ${doesNotFit ? 'objected that it does not fit the unit' : 'put a question to the issuing unit'} (${number}); the clock is paused until that is answered.`,
    release: (_who, { number }) => `The objection (${number}) has been answered or taken back; the clock runs again.`,
    change: (who, { due, minutes, number }) =>
      `${who} upheld the objection (${number}): ${[due && `due on ${due} now`, minutes && `${minutes} minutes now`].filter(Boolean).join(', ')}.`,
    remind: (who, { owner, desk, on }) => `${who} reminded ${owner || desk}: the deadline is ${on}.`,
    escalate: (_, { above, on }) => `The deadline ${on} has passed; one level up, ${above} follows it up.`,
    overdue: (_, { on }) =>
      `The deadline ${on} for the answer has passed; the public ledger counts it as late. It goes on as before.`,
  },
})
