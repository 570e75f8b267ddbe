/** What people read about directives beside the screens: why something is refused. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'directives.not_found': '没有找到这项部署，或您无权查看。',
    'directives.unit_unknown': '接收单位里有一个不存在或已撤销，请重新选择。',
    'directives.unit_not_below': '只能向您负责的单位的下级单位部署。',
    'directives.unit_without_desk': '有的接收单位没有书记或负责人可以受理，请换成它的上级单位。',
    'directives.day_must_be_later': '期限要晚于今天。',
    'directives.day_too_far': '期限太远，请选一年以内的日期。',
    'directives.day_not_workday': '期限那天不上班，请选一个工作日。',
    'directives.item_after_due': '要的数据不能晚于整项部署的期限，也要晚于今天。',
    'directives.data_held':
      '要的数据里，有系统已经有的或一年内要过的。请去掉，或写明为什么现有的不够用（至少 10 个字）。',
    'directives.recalled': '这项部署已经撤回。',
    'directives.objection_open': '本单位已有一个同类的异议在等答复。',
    'directives.change_needs_something': '请写新的期限或新的用时。',
    'directives.change_only': '只有“调整”才能写新的期限和用时。',
  },
  {
    'directives.not_found': 'This directive was not found, or you may not see it.',
    'directives.unit_unknown': 'One of the units does not exist or has been closed. Please choose again.',
    'directives.unit_not_below': 'Directives go only to units below one that you look after.',
    'directives.unit_without_desk': 'One of the units has nobody to receive it. Please choose the unit above it.',
    'directives.day_must_be_later': 'The day must be later than today.',
    'directives.day_too_far': 'This day is too far away. Please choose one within a year.',
    'directives.day_not_workday': 'Nobody works on that day. Please choose a workday.',
    'directives.item_after_due': 'Data cannot be due after the whole directive, nor before tomorrow.',
    'directives.data_held':
      'Some of the data is held already or was asked for within a year. Take it out, or say why that does not do (at least 10 characters).',
    'directives.recalled': 'This directive has been recalled.',
    'directives.objection_open': 'Your unit has an objection of this kind that waits for its answer.',
    'directives.change_needs_something': 'Please give the new day or the new minutes.',
    'directives.change_only': 'A new day and new minutes go only with a change.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}
