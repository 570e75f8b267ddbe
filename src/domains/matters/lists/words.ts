/** What people read on lists of matters: states, deadlines, and why something needs them. */
import { dictionary } from '#platform/words.ts'
import type { MatterState } from '../contract.ts'
import type { InboxRow } from '../inbox/contract.ts'

const statesZh = {
  received: '待交办',
  assigned: '办理中',
  waiting: '待补充',
  promised: '长期推进',
  answered: '待评价',
  settled: '已办结',
  declined: '未受理',
  merged: '已并案',
  withdrawn: '已撤回',
  split: '已拆分',
} satisfies Record<MatterState, string>

const whyZh = {
  route: '请您交办',
  decide: '请您裁定',
  handle: '请您办理',
  extension: '请您审批延期',
  action: '请您落实措施',
  reply: '请您补充',
  judge: '请您评价',
} satisfies Record<InboxRow['why'], string>

export const listWords = dictionary(
  {
    states: statesZh,
    why: whyZh,
    late: '已超期',
    cameBack: '又出现',
    open: '未办结事项',
    extensionAsked: '已申请延期',
    /** `by` is a day in words that says "before", such as 11月26日（周四）前. */
    answerBy: (by: string) => `${by}答复`,
    promisedBy: (by: string) => `承诺${by}完成`,
    doBy: (by: string) => `${by}处理`,
    joiners: (count: number) => `${count} 位同事也遇到`,
    suggest: '提建议',
    inbox: '需要您处理',
    inboxEmpty: '现在没有需要您处理的事。有新的会出现在这里。',
    mine: '我的事项',
    mineEmpty: '您还没有提过建议。',
    mineEmptyMore: '工作中不顺手、不安全、让用户不满意的，都可以提。每一条都有人负责、按期答复，是否解决由您说了算。',
    more: '更早的事项',
    allOf: (count: number) => `显示全部 ${count} 件`,
    standsInFor: (name: string) => `代${name}`,
    greeting: (hour: number, name: string) => {
      const part = hour < 5 ? '夜里好' : hour < 12 ? '上午好' : hour < 18 ? '下午好' : '晚上好'
      return name === '' ? part : `${name}，${part}`
    },
  },
  {
    states: {
      received: 'To be assigned',
      assigned: 'In hand',
      waiting: 'Waiting for reply',
      promised: 'Promised',
      answered: 'To be judged',
      settled: 'Settled',
      declined: 'Declined',
      merged: 'Merged',
      withdrawn: 'Withdrawn',
      split: 'Split',
    },
    why: {
      route: 'Please assign',
      decide: 'Please decide',
      handle: 'Please handle',
      extension: 'Please decide on more time',
      action: 'Please carry out',
      reply: 'Please reply',
      judge: 'Please judge',
    },
    late: 'Overdue',
    cameBack: 'Came back',
    open: 'Open matters',
    extensionAsked: 'More time asked',
    answerBy: (by) => `Answer ${by}`,
    promisedBy: (by) => `Promised ${by}`,
    doBy: (by) => `Due ${by}`,
    joiners: (count) => (count === 1 ? '1 colleague too' : `${count} colleagues too`),
    suggest: 'Suggest',
    inbox: 'Needs you',
    inboxEmpty: 'Nothing needs you right now. Whatever does will appear here.',
    mine: 'My matters',
    mineEmpty: 'You have not raised anything yet.',
    mineEmptyMore:
      'Whatever is awkward, unsafe or lets our users down: say it. Somebody answers for it by a date, and whether it is solved is for you to say.',
    more: 'Earlier matters',
    allOf: (count) => `Show all ${count}`,
    standsInFor: (name) => `for ${name}`,
    greeting: (hour, name) => {
      const part = hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
      return name === '' ? part : `${part}, ${name}`
    },
  },
)
