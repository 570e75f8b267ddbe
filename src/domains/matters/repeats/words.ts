/** What people read about a trouble that came back. */
import { dictionary } from '#platform/words.ts'

export const repeatWords = dictionary(
  {
    saidBy: { raiser: '提出人说是同一问题', handler: '办理人确认是同一问题' },
    title: '可能是以前的问题又出现',
    hint: '系统按内容找到的，不一定对，请您看一看。',
    closed: (day: string) => `${day}办结`,
    look: '查看',
    same: '是，又出现了',
    other: '不是一回事',
    sameOf: (number: string) => `是，又出现了：${number}`,
    otherOf: (number: string) => `不是一回事：${number}`,
  },
  {
    saidBy: { raiser: 'the raiser says it is the same', handler: 'confirmed by its handlers' },
    title: 'Perhaps an earlier trouble has come back',
    hint: 'Found by its words; it may be wrong. Please have a look.',
    closed: (day) => `closed ${day}`,
    look: 'Look',
    same: 'Yes, it is back',
    other: 'Not the same',
    sameOf: (number) => `Yes, it is back: ${number}`,
    otherOf: (number) => `Not the same: ${number}`,
  },
)
