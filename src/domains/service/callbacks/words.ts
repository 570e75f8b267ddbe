/** What people read about call-backs. */

import type { verdicts } from '#domains/matters/contract.ts'
import { dictionary } from '#platform/words.ts'
import type { satisfactions } from './contract.ts'

export const refusals = dictionary(
  { 'service.own_work': '这件事是您办理的，请由其他人回访。' },
  { 'service.own_work': 'You worked on this yourself; somebody else has to call.' },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

export const callbackWords = dictionary(
  {
    nav: '回访',
    title: '回访',
    lead: (hours: number) => `答复满 ${hours} 小时还没有评价的诉求，最早的在前。没有接通的不算满意。`,
    none: '现在没有需要回访的。',
    noneMore: '答复后用户自己评价了的，不用再打电话。',
    unreached: (n: number, tries: number) => `另有 ${n} 件打了 ${tries} 次没有接通，一直算作“未评价”。`,
    list: '待回访',
    answered: (moment: string, unit: string) => `${moment} ${unit}答复`,
    tries: (n: number) => `已打 ${n} 次未接通`,
    open: (number: string) => `回访 ${number}`,
    askTitle: '问用户',
    ask: '家里的问题解决了吗？',
    verdicts: { solved: '已解决', partly: '部分解决', not_solved: '未解决' } satisfies Record<
      (typeof verdicts)[number],
      string
    >,
    verdictMissing: '请选择用户怎么说。',
    reason: '还有什么没解决（用户原话）',
    reasonMissing: '没有解决的，请写下用户怎么说。',
    satisfaction: '对服务满意吗？',
    satisfactions: { satisfied: '满意', fairly: '基本满意', dissatisfied: '不满意' } satisfies Record<
      (typeof satisfactions)[number],
      string
    >,
    notReached: '没有接通',
    save: '保存',
    reopened: '已记录，事项重新办理。',
    settled: '已记录，事项办结。',
    noted: '已记录未接通。',
  },
  {
    nav: 'Call-backs',
    title: 'Call-backs',
    lead: (hours) =>
      `Answered more than ${hours} hours ago and not judged, the longest first. Who is not reached never counts as satisfied.`,
    none: 'Nobody is to be called now.',
    noneMore: 'Whoever has judged it himself is not called.',
    unreached: (n, tries) => `${n} more were called ${tries} times without an answer; they stay unjudged.`,
    list: 'To be called',
    answered: (moment, unit) => `Answered ${moment} by ${unit}`,
    tries: (n) => `not reached ${n} times`,
    open: (number) => `Call back ${number}`,
    askTitle: 'Ask',
    ask: 'Is it solved at your home?',
    verdicts: { solved: 'Solved', partly: 'Partly solved', not_solved: 'Not solved' },
    verdictMissing: 'Please choose what was said.',
    reason: 'What is still wrong, in the person’s words',
    reasonMissing: 'Please write down what is still wrong.',
    satisfaction: 'Satisfied with the service?',
    satisfactions: { satisfied: 'Satisfied', fairly: 'Fairly', dissatisfied: 'Dissatisfied' },
    notReached: 'Nobody answered',
    save: 'Save',
    reopened: 'Written down; it is open again.',
    settled: 'Written down; it is settled.',
    noted: 'Written down: nobody answered.',
  },
)
