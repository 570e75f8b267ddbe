/** What people read about suggestions. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  { 'voice.unit_not_on_the_way_up': '只能向本单位或上级单位提建议。' },
  { 'voice.unit_not_on_the_way_up': 'A suggestion can be raised to your own unit or one above it.' },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

export const words = dictionary(
  {
    about: {
      work: '工作流程',
      safety: '安全',
      tools: '工具设备',
      welfare: '生活保障',
      management: '管理',
      users: '服务用户',
      this_system: '本系统',
      other: '其他',
    },
  },
  {
    about: {
      work: 'How we work',
      safety: 'Safety',
      tools: 'Tools',
      welfare: 'Welfare',
      management: 'Management',
      users: 'Serving users',
      this_system: 'This system',
      other: 'Other',
    },
  },
)
