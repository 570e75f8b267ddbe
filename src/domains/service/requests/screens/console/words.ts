/** What the console says where a request is taken down. */
import { dictionary } from '#platform/words.ts'
import type { reaches } from '../../contract.ts'

type Reach = (typeof reaches)[number]

export const takeWords = dictionary(
  {
    history: '报修记录',
    none: '没有报过修。',
    again: (n: number) => `第${n + 1}次办理`,
    take: '登记诉求',
    key: '登记诉求',
    trouble: '什么问题',
    troubleMissing: '请选择什么问题。',
    channel: '来源',
    text: '用户怎么说',
    measured: '用户自测温度（℃）',
    atHome: '什么时候家里有人',
    name: '来电人',
    phone: '回电号码',
    phoneHint: '与登记的一样可以不填。固定电话请加区号。',
    reach: '怎么告诉他结果',
    reaches: { phone: '手机', landline: '座机', letter: '上门或信件' } satisfies Record<Reach, string>,
    send: '提交',
    cancel: '取消',
    taken: (number: string, by: string) => `已登记 ${number}，${by}答复`,
    say: (number: string) => `请告诉用户编号 ${number}。`,
    another: '再登记一件',
  },
  {
    history: 'Reported before',
    none: 'Nothing was reported.',
    again: (n) => `worked on for the ${n + 1}. time`,
    take: 'Take a request',
    key: 'Take a request',
    trouble: 'What is wrong',
    troubleMissing: 'Please choose what is wrong.',
    channel: 'Came by',
    text: 'In the caller’s words',
    measured: 'Measured by the caller (°C)',
    atHome: 'When somebody is at home',
    name: 'Caller',
    phone: 'Number to call back',
    phoneHint: 'Leave it empty if it is the one on file. A landline needs its area code.',
    reach: 'How to tell the outcome',
    reaches: { phone: 'Mobile', landline: 'Landline', letter: 'Visit or letter' },
    send: 'Send',
    cancel: 'Cancel',
    taken: (number, by) => `${number} taken, answer ${by}`,
    say: (number) => `Please tell the caller the number ${number}.`,
    another: 'Take another',
  },
)
