/** What a wall screen says while it is let in. */
import { dictionary } from '#platform/words.ts'

export const words = dictionary(
  {
    title: '接入大屏',
    intro: '在负责人、派单员或系统管理员的账号里生成接入码，输入到这台大屏上。大屏只能查看，不显示个人信息。',
    code: '接入码',
    connect: '接入',
    missing: '请填写这一项。',
    until: (day: string) => `这台大屏有效期至${day}，只能查看。`,
  },
  {
    title: 'Connect a wall screen',
    intro:
      'A leader, dispatcher or system administrator makes a code in his account; type it in here. A wall screen can only look, and shows nothing about persons.',
    code: 'Code',
    connect: 'Connect',
    missing: 'Please fill this in.',
    until: (day: string) => `This screen may look, and only look, until ${day}.`,
  },
)
