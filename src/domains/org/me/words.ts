/** What is said to somebody who looks after his own account. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'me.wrong_old_password': '原密码不对。',
    'me.wrong_password': '密码不对。',
    'me.same_password': '新密码不能和原密码相同。',
    'me.password_changed_meanwhile': '密码刚刚在别处改过，请重新登录。',
    'me.session_not_found': '这个登录已经结束。',
    'me.begin_second_factor_first': '请先开始设置动态口令，再输入口令确认。',
  },
  {
    'me.wrong_old_password': 'The old password is wrong.',
    'me.wrong_password': 'The password is wrong.',
    'me.same_password': 'The new password must differ from the old one.',
    'me.password_changed_meanwhile': 'The password has just been changed elsewhere. Please sign in again.',
    'me.session_not_found': 'This session has already ended.',
    'me.begin_second_factor_first': 'Please begin to set up the second factor before you confirm it.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}
