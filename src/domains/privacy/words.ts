/** What is said where something about personal data is refused. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'privacy.about_unknown': '请选择申请涉及哪一类信息。',
    'privacy.person_not_found': '没有找到这个人。',
    'privacy.still_employed': '此人在职，履行劳动合同仍需要这些信息，离职后才能删除。',
    'privacy.yourself': '不能删除自己，请由另一位人事操作。',
    'privacy.erased_already': '此人的个人信息已经删除。',
    'privacy.staff_no_differs': '工号不对，没有删除任何内容。请核对后再输入。',
    'privacy.nothing_to_correct': '没有改动。',
  },
  {
    'privacy.about_unknown': 'Please choose which data it is about.',
    'privacy.person_not_found': 'This person was not found.',
    'privacy.still_employed': 'This person works here: the contract of employment needs the data until he has left.',
    'privacy.yourself': 'Nobody erases himself. Please ask another officer.',
    'privacy.erased_already': "This person's data has already been erased.",
    'privacy.staff_no_differs': 'This is not the staff number. Nothing was erased; please check and type it again.',
    'privacy.nothing_to_correct': 'Nothing was changed.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}
