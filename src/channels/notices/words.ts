/** What people read in notices: for each act and each relation words of its own, without the names of people. */
import { dictionary, type Language, tagOf } from '#platform/words.ts'
import type { NoticeView } from './contract.ts'
import type { hears } from './hears.ts'

export const refusals = dictionary(
  { 'channels.not_such_hours': '安静时段只能在可选的钟点里选。' },
  { 'channels.not_such_hours': 'Please choose the quiet hours from those offered.' },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

/** What a sentence may quote; texts are empty where the event does not say. Days are written for the reader. */
interface Quoted {
  readonly unit: string
  readonly desk: string
  readonly into: string
  readonly on: string
  readonly until: string
  readonly due: string
  readonly promised: string
  readonly kind: 'done' | 'by_date' | 'policy'
  readonly verdict: 'solved' | 'partly' | 'not_solved'
  /** Re-opened, to the superior, going on with another raiser: what the act's own flag says. */
  readonly flag: boolean
}

type Sentences = {
  readonly [A in keyof typeof hears]: {
    readonly [R in (typeof hears)[A][number]]: (quoted: Quoted) => string
  }
}

const zh: Sentences = {
  raise: { assigned: ({ desk }) => `${desk}收到一件新事项，等待交办。` },
  assign: {
    own: ({ unit }) => `交办给您承办，主办单位是${unit}。`,
    raised: ({ unit }) => `您提出的事项已交办，由${unit}主办。`,
    joined: ({ unit }) => `您也遇到的这件事已交办，由${unit}主办。`,
    assigned: ({ unit }) => `本单位参与办理，主办单位是${unit}。`,
    follow: ({ unit }) => `您关注的事项已交办，由${unit}主办。`,
  },
  reassign: { own: () => '改由您承办。' },
  hand_on: {
    own: ({ unit, desk, flag }) => (flag ? `转办由${desk}裁定，您暂不承办。` : `转办给${unit}，由您承办。`),
    raised: ({ unit, desk, flag }) =>
      flag ? `您提出的事项由${desk}裁定由谁办理。` : `您提出的事项已转办，由${unit}办理。`,
    joined: ({ unit, desk, flag }) =>
      flag ? `您也遇到的这件事由${desk}裁定由谁办理。` : `您也遇到的这件事已转办，由${unit}办理。`,
    assigned: ({ unit, desk, flag }) => (flag ? `请${desk}裁定由谁办理。` : `转办到本单位（${unit}）。`),
    follow: ({ unit, desk, flag }) =>
      flag ? `您关注的事项由${desk}裁定由谁办理。` : `您关注的事项已转办，由${unit}办理。`,
  },
  return: {
    own: () => '事项已退回受理单位，不再由您承办。',
    raised: () => '您提出的事项已退回受理单位，等待重新交办。',
    joined: () => '您也遇到的这件事已退回受理单位，等待重新交办。',
    assigned: ({ unit }) => `${unit}退单，等待重新交办。`,
    follow: () => '您关注的事项已退回受理单位，等待重新交办。',
  },
  ask_extension: { above: ({ until }) => `有一项延期申请请您审批，申请延到${until}。` },
  grant_extension: {
    own: ({ until }) => `延期已同意，新的期限是${until}。`,
    raised: ({ until }) => `您提出的事项延期到${until}。`,
    joined: ({ until }) => `您也遇到的这件事延期到${until}。`,
    follow: ({ until }) => `您关注的事项延期到${until}。`,
  },
  refuse_extension: { own: () => '延期没有同意，原期限不变。' },
  ask: {
    raised: () => '承办人想向您了解情况，您回复后继续计时。',
    joined: () => '承办人想了解您也遇到的这件事，您可以回复。',
  },
  reply: { own: () => '询问有了回复，期限继续计算。' },
  add: { own: () => '您承办的事项有新的补充。', assigned: () => '待交办的事项有新的补充。' },
  plan_action: { own: ({ due }) => `有一项措施请您在${due}前完成。` },
  finish_action: { own: () => '您承办的事项有一项措施完成了。' },
  attach_evidence: {},
  answer: {
    raised: ({ kind, promised }) =>
      ({
        done: '您提出的事项有了答复：已经办好。是否解决，请您评价。',
        by_date: `您提出的事项有了答复：承诺${promised}前完成。`,
        policy: '您提出的事项有了答复：受政策限制。是否认可，请您评价。',
      })[kind],
    joined: ({ kind, promised }) =>
      ({
        done: '您也遇到的这件事有了答复：已经办好。',
        by_date: `您也遇到的这件事有了答复：承诺${promised}前完成。`,
        policy: '您也遇到的这件事有了答复：受政策限制。',
      })[kind],
    follow: ({ kind, promised }) =>
      ({
        done: '您关注的事项有了答复：已经办好。',
        by_date: `您关注的事项有了答复：承诺${promised}前完成。`,
        policy: '您关注的事项有了答复：受政策限制。',
      })[kind],
  },
  judge: {
    own: ({ verdict, flag }) => (flag ? '您承办的事项重新办理。' : `您承办的事项有了评价：${verdictsZh[verdict]}。`),
    raised: ({ verdict, flag }) => (flag ? '您提出的事项重新办理。' : `您提出的事项有了评价：${verdictsZh[verdict]}。`),
    joined: ({ verdict, flag }) =>
      flag ? '您也遇到的这件事重新办理。' : `您也遇到的这件事有了评价：${verdictsZh[verdict]}。`,
    assigned: ({ verdict, desk, flag }) =>
      flag ? `重新办理，由${desk}受理，等待交办。` : `本单位办理的事项有了评价：${verdictsZh[verdict]}。`,
    follow: ({ verdict, flag }) => (flag ? '您关注的事项重新办理。' : `您关注的事项有了评价：${verdictsZh[verdict]}。`),
  },
  merge: {
    raised: ({ into }) => `您提出的事项并案到${into}，结果一样告诉您。`,
    joined: ({ into }) => `您也遇到的这件事并案到${into}，结果一样告诉您。`,
    follow: ({ into }) => `您关注的事项并案到${into}。`,
  },
  decline: {
    raised: () => '您提出的事项不予受理，理由已写明。不同意可以评价。',
    joined: () => '您也遇到的这件事不予受理，理由已写明。',
    follow: () => '您关注的事项不予受理，理由已写明。',
  },
  withdraw: {
    own: ({ flag }) => (flag ? '提出人撤回，事项照常办理。' : '提出人撤回，不用再办。'),
    raised: ({ flag }) => (flag ? '原提出人撤回，您也遇到的这件事由您继续。' : '事项已撤回。'),
    joined: ({ flag }) => (flag ? '原提出人撤回，您也遇到的这件事照常办理。' : '您也遇到的这件事已撤回。'),
    assigned: ({ flag }) => (flag ? '提出人撤回，本单位照常办理。' : '提出人撤回，本单位不用再办。'),
    follow: ({ flag }) => (flag ? '提出人撤回，您关注的事项照常办理。' : '您关注的事项已撤回。'),
  },
  join: {},
  leave: {},
  split: {
    own: () => '您承办的事项已拆分，各件分别办理，期限不变。',
    raised: () => '您提出的事项已拆分成几件，请逐件看进展、作评价。',
    joined: () => '您也遇到的这件事已拆分成几件，分别办理。',
    assigned: () => '本单位办理的事项已拆分，各件分别办理，期限不变。',
    follow: () => '您关注的事项已拆分成几件，分别办理。',
  },
  part: {},
  cosign: {
    raised: () => '附议人数达到规定，您提出的事项重新办理。',
    joined: () => '附议人数达到规定，您也遇到的这件事重新办理。',
    assigned: ({ desk }) => `附议人数达到规定，重新办理，由${desk}受理，等待交办。`,
    follow: () => '附议人数达到规定，您关注的事项重新办理。',
  },
  uncosign: {},
  confirm_repeat: {
    own: () => '您承办的事项是以前办结的问题又出现了，已有人确认。',
    raised: () => '您提出的事项是以前办结的问题又出现了，已有人确认。',
    follow: () => '您关注的事项是以前办结的问题又出现了，已有人确认。',
  },
  reject_repeat: {},
  reassign_action: { own: () => '有一项措施改由您负责。' },
  hold: { own: () => '您承办的事项有异议没有答复，期限暂停计算。' },
  release: { own: () => '异议已有答复或已撤回，您承办的事项期限继续计算。' },
  change: { own: () => '您承办的事项，部署单位调整了要求。', assigned: () => '本单位承接的事项，部署单位调整了要求。' },
  remind: {
    own: ({ on }) => `您承办的事项，期限是${on}。`,
    assigned: ({ on }) => `还有一件事项待交办，期限是${on}。`,
  },
  escalate: { above: ({ on }) => `一件事项的期限${on}已过，请您跟进、帮助协调。` },
  overdue: {},
}

const verdictsZh = { solved: '已解决', partly: '部分解决', not_solved: '未解决' } as const
const verdictsEn = { solved: 'solved', partly: 'partly solved', not_solved: 'not solved' } as const

const en: Sentences = {
  raise: { assigned: ({ desk }) => `A new matter has reached ${desk} and waits to be assigned.` },
  assign: {
    own: ({ unit }) => `Assigned to you; the lead unit is ${unit}.`,
    raised: ({ unit }) => `Your matter has been assigned to ${unit}.`,
    joined: ({ unit }) => `What you met too has been assigned to ${unit}.`,
    assigned: ({ unit }) => `Your unit takes part; the lead unit is ${unit}.`,
    follow: ({ unit }) => `The matter you follow has been assigned to ${unit}.`,
  },
  reassign: { own: () => 'You are the owner now.' },
  hand_on: {
    own: ({ unit, desk, flag }) =>
      flag ? `${desk} decides who handles it; it is not yours for now.` : `Handed on to ${unit}; you are the owner.`,
    raised: ({ unit, desk, flag }) =>
      flag ? `${desk} decides who handles your matter.` : `Your matter has been handed on to ${unit}.`,
    joined: ({ unit, desk, flag }) =>
      flag ? `${desk} decides who handles what you met too.` : `What you met too has been handed on to ${unit}.`,
    assigned: ({ unit, desk, flag }) =>
      flag ? `${desk} is asked to decide who handles it.` : `Handed on to your unit (${unit}).`,
    follow: ({ unit, desk, flag }) =>
      flag
        ? `${desk} decides who handles the matter you follow.`
        : `The matter you follow has been handed on to ${unit}.`,
  },
  return: {
    own: () => 'The matter went back to the desk; it is no longer yours.',
    raised: () => 'Your matter went back to the desk and waits to be assigned again.',
    joined: () => 'What you met too went back to the desk and waits to be assigned again.',
    assigned: ({ unit }) => `${unit} returned it; it waits to be assigned again.`,
    follow: () => 'The matter you follow went back to the desk and waits to be assigned again.',
  },
  ask_extension: { above: ({ until }) => `You are asked to decide on an extension to ${until}.` },
  grant_extension: {
    own: ({ until }) => `The extension was granted; the new deadline is ${until}.`,
    raised: ({ until }) => `The deadline of your matter has moved to ${until}.`,
    joined: ({ until }) => `The deadline of what you met too has moved to ${until}.`,
    follow: ({ until }) => `The deadline of the matter you follow has moved to ${until}.`,
  },
  refuse_extension: { own: () => 'The extension was not granted; the deadline stays.' },
  ask: {
    raised: () => 'The owner has a question for you; the clock goes on once you reply.',
    joined: () => 'The owner has a question about what you met too; you can reply.',
  },
  reply: { own: () => 'Your question has a reply; the clock runs again.' },
  add: {
    own: () => 'Something was added to a matter of yours.',
    assigned: () => 'Something was added to a matter that waits to be assigned.',
  },
  plan_action: { own: ({ due }) => `You are asked to finish an action by ${due}.` },
  finish_action: { own: () => 'An action on a matter of yours is finished.' },
  attach_evidence: {},
  answer: {
    raised: ({ kind, promised }) =>
      ({
        done: 'Your matter has an answer: it is done. Please say whether it is solved.',
        by_date: `Your matter has an answer: promised for ${promised}.`,
        policy: 'Your matter has an answer: a rule forbids it. Please say whether you accept that.',
      })[kind],
    joined: ({ kind, promised }) =>
      ({
        done: 'What you met too has an answer: it is done.',
        by_date: `What you met too has an answer: promised for ${promised}.`,
        policy: 'What you met too has an answer: a rule forbids it.',
      })[kind],
    follow: ({ kind, promised }) =>
      ({
        done: 'The matter you follow has an answer: it is done.',
        by_date: `The matter you follow has an answer: promised for ${promised}.`,
        policy: 'The matter you follow has an answer: a rule forbids it.',
      })[kind],
  },
  judge: {
    own: ({ verdict, flag }) =>
      flag ? 'A matter of yours is open again.' : `A matter of yours was judged: ${verdictsEn[verdict]}.`,
    raised: ({ verdict, flag }) =>
      flag ? 'Your matter is open again.' : `Your matter was judged: ${verdictsEn[verdict]}.`,
    joined: ({ verdict, flag }) =>
      flag ? 'What you met too is open again.' : `What you met too was judged: ${verdictsEn[verdict]}.`,
    assigned: ({ verdict, desk, flag }) =>
      flag
        ? `Open again with ${desk}; it waits to be assigned.`
        : `A matter of your unit was judged: ${verdictsEn[verdict]}.`,
    follow: ({ verdict, flag }) =>
      flag ? 'The matter you follow is open again.' : `The matter you follow was judged: ${verdictsEn[verdict]}.`,
  },
  merge: {
    raised: ({ into }) => `Your matter was merged into ${into}; you hear of the outcome all the same.`,
    joined: ({ into }) => `What you met too was merged into ${into}; you hear of the outcome all the same.`,
    follow: ({ into }) => `The matter you follow was merged into ${into}.`,
  },
  decline: {
    raised: () => 'Your matter was declined, with reasons. If you disagree, say so in your verdict.',
    joined: () => 'What you met too was declined, with reasons.',
    follow: () => 'The matter you follow was declined, with reasons.',
  },
  withdraw: {
    own: ({ flag }) =>
      flag ? 'The raiser withdrew; the matter goes on.' : 'The raiser withdrew; nothing is left to do.',
    raised: ({ flag }) =>
      flag ? 'The first raiser withdrew; what you met too goes on in your name.' : 'The matter was withdrawn.',
    joined: ({ flag }) =>
      flag ? 'The first raiser withdrew; what you met too goes on.' : 'What you met too was withdrawn.',
    assigned: ({ flag }) =>
      flag
        ? 'The raiser withdrew; it goes on in your unit.'
        : 'The raiser withdrew; nothing is left to do for your unit.',
    follow: ({ flag }) =>
      flag ? 'The raiser withdrew; the matter you follow goes on.' : 'The matter you follow was withdrawn.',
  },
  join: {},
  leave: {},
  split: {
    own: () => 'A matter of yours was split; each part is handled by itself, with the same deadline.',
    raised: () => 'Your matter was split into parts; please follow and judge each of them.',
    joined: () => 'What you met too was split into parts.',
    assigned: () => 'A matter of your unit was split; each part is handled by itself, with the same deadline.',
    follow: () => 'The matter you follow was split into parts.',
  },
  part: {},
  cosign: {
    raised: () => 'Enough colleagues have co-signed: your matter is open again.',
    joined: () => 'Enough colleagues have co-signed: what you met too is open again.',
    assigned: ({ desk }) => `Enough colleagues have co-signed: open again with ${desk}; it waits to be assigned.`,
    follow: () => 'Enough colleagues have co-signed: the matter you follow is open again.',
  },
  uncosign: {},
  confirm_repeat: {
    own: () => 'A matter of yours is an earlier trouble come back; somebody has confirmed it.',
    raised: () => 'Your matter is an earlier trouble come back; somebody has confirmed it.',
    follow: () => 'The matter you follow is an earlier trouble come back; somebody has confirmed it.',
  },
  reject_repeat: {},
  reassign_action: { own: () => 'An action is yours to carry out now.' },
  hold: { own: () => 'An objection on a matter of yours is not answered; its clock is paused.' },
  release: { own: () => 'The objection is answered or taken back; the clock of a matter of yours runs again.' },
  change: {
    own: () => 'The issuing unit has changed what it asks in a matter of yours.',
    assigned: () => 'The issuing unit has changed what it asks of your unit.',
  },
  remind: {
    own: ({ on }) => `A matter of yours has its deadline on ${on}.`,
    assigned: ({ on }) => `A matter still waits to be assigned; the deadline is ${on}.`,
  },
  escalate: { above: ({ on }) => `The deadline ${on} of a matter has passed; please follow it up and help.` },
  overdue: {},
}

export const noticeSentences = dictionary(zh, en)

/** One notice in words. Of an act that this program does not know it says that something happened. */
export function noticeSentence(
  { act, relation, facts }: Pick<NoticeView, 'act' | 'relation' | 'facts'>,
  language: Language,
): string {
  if (relation === 'digest') return noticeWords[language].digest
  const of = (
    noticeSentences[language] as Partial<Record<string, Partial<Record<string, (quoted: Quoted) => string>>>>
  )[act]
  return of?.[relation]?.(quotedOf(facts, language)) ?? noticeWords[language].something
}

function quotedOf(facts: NoticeView['facts'], language: Language): Quoted {
  const day = (value: string | undefined) =>
    value === undefined
      ? ''
      : new Date(value).toLocaleDateString(tagOf[language], { timeZone: 'UTC', month: 'short', day: 'numeric' })
  const { unit = '', deskUnit = '', into = '', kind, verdict } = facts
  return {
    ...{ unit, into, desk: deskUnit },
    on: day(facts.on),
    until: day(facts.until),
    due: day(facts.dueOn),
    promised: day(facts.promisedOn),
    kind: kind === 'by_date' || kind === 'policy' ? kind : 'done',
    verdict: verdict === 'solved' || verdict === 'partly' ? verdict : 'not_solved',
    flag: facts.reopens === true || facts.toSuperior === true || facts.goesOn === true,
  }
}

/** The pages around them. */
export const noticeWords = dictionary(
  {
    title: '消息',
    settings: '消息设置',
    back: '返回消息',
    close: '关闭',
    empty: '没有消息',
    emptyMore: '和您有关的事项有进展时，在这里告诉您。',
    something: '事项有了进展。',
    digest: '本周小结：您提出的、等您办的、已经办结的。',
    digestTitle: '本周小结',
    allSeen: '全部标为已看',
    more: '更早的消息',
    fresh: '新',
    raised: '您提出或也遇到的',
    waiting: '等您办的',
    settled: '已经办结的',
    nothing: '没有。',
    quiet: '安静时段',
    quietMore: '安静时段里的消息，过后再提示。全天计时的急事，办理人当时就会收到。',
    from: '从',
    to: '到',
    restDays: '周末和节假日也提示',
    weekly: '每周一早上发一份本周小结',
    private: '您看没看、关注了什么，别人都看不到。',
    hour: (n: number) => `${n}:00`,
    saved: '已保存',
  },
  {
    title: 'Notices',
    settings: 'Notice settings',
    back: 'Back to the notices',
    close: 'Close',
    empty: 'No notices',
    emptyMore: 'When something happens that concerns you, you are told here.',
    something: 'Something happened with this matter.',
    digest: 'Your week: what you raised, what waits for you, what was settled.',
    digestTitle: 'Your week',
    allSeen: 'Mark all as seen',
    more: 'Earlier notices',
    fresh: 'New',
    raised: 'What you raised or met too',
    waiting: 'What waits for you',
    settled: 'What was settled',
    nothing: 'Nothing.',
    quiet: 'Quiet hours',
    quietMore:
      'What happens in quiet hours is shown afterwards. Where the clock runs through the night, whoever handles it is told at once.',
    from: 'From',
    to: 'To',
    restDays: 'Also on weekends and holidays',
    weekly: 'Your week, each Monday morning',
    private: 'Nobody else sees what you have looked at or what you follow.',
    hour: (n) => `${n}:00`,
    saved: 'Saved',
  },
)
