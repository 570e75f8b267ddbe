/** What is said about wall screens. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'kiosk.wrong_code': '接入码不对，或已用过、已过期。请重新生成一个。',
    'kiosk.not_found': '没有这块大屏，或已经停用。',
  },
  {
    'kiosk.wrong_code': 'The code is wrong, has been used, or has expired. Please make a new one.',
    'kiosk.not_found': 'There is no such wall screen, or it has been ended.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}
