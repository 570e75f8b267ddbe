/** What is said to those who keep accounts. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'account.not_your_own': '不能处理自己的账号，请由另一位人事或系统管理员处理。',
    'account.needs_system_admin': '系统管理员、审计员和人事的账号只能由系统管理员处理。',
    'account.not_locked': '这个账号没有被锁定。',
    'account.no_second_factor': '这个账号没有设置动态口令。',
    'account.loss_reported_already': '已有人登记动态口令丢失，请由另一位管理员确认。',
    'account.no_loss_reported': '没有待确认的动态口令丢失登记，可能已超过 24 小时。',
    'account.needs_a_second_keeper': '登记和确认必须是两个人。请由另一位管理员确认。',
    'account.first_administrator_exists': '已经有系统管理员了。其他管理员请由其在系统里授权。',
    'account.person_has_another_name': '这个工号已登记为另一个姓名，请核对。',
  },
  {
    'account.not_your_own': 'You cannot keep your own account. Please ask another of HR or the administrators.',
    'account.needs_system_admin':
      'Accounts of system administrators, auditors and HR are kept by a system administrator only.',
    'account.not_locked': 'This account is not locked.',
    'account.no_second_factor': 'This account has no second factor.',
    'account.loss_reported_already': 'The loss has already been reported. Another administrator must confirm it.',
    'account.no_loss_reported': 'No reported loss is open. It may be older than 24 hours.',
    'account.needs_a_second_keeper': 'Reporting and confirming takes two people. Please ask another administrator.',
    'account.first_administrator_exists':
      'There is a system administrator already, who grants the role to others in the product.',
    'account.person_has_another_name': 'This staff number belongs to somebody of another name. Please check.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}
