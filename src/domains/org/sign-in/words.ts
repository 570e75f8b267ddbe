/** What people read when they come in. */
import type { App, System } from '#platform/sign-in/agent.ts'
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'sign_in.wrong': '账号或密码不对。还没有设置过密码的，请用激活码激活账号。',
    'sign_in.wait': '尝试次数太多，请稍后再试；也可以在登录过的设备上登录，或请人事、系统管理员解除锁定。',
    'sign_in.wrong_activation_code':
      '工号（手机号）或激活码不对，或激活码已过期、已用过。如果刚刚已设好密码，请直接登录。',
    'sign_in.wrong_second_factor': '动态口令不对，或已经用过。请等出现新的六位数字再试。',
    'sign_in.no_second_factor': '还没有设置动态口令。',
    'sign_in.not_in_demo': '演示身份没有密码和动态口令。',
    'sign_in.no_such_demo_entry': '没有这个演示身份，请回到首页重新选择。',
    'sign_in.password_short_for_administrator': '人事和系统管理员的密码至少 12 位。',
  },
  {
    'sign_in.wrong': 'Account or password is wrong. If you have never set a password, please use your activation code.',
    'sign_in.wait':
      'Too many tries. Please wait, sign in on a device you have used before, or ask HR or an administrator to unlock.',
    'sign_in.wrong_activation_code':
      'Staff number (phone) or activation code is wrong, or the code has expired or been used. If you have just set your password, please sign in.',
    'sign_in.wrong_second_factor':
      'The one-time code is wrong or has been used. Please wait for the next six digits and try again.',
    'sign_in.no_second_factor': 'No second factor has been set up.',
    'sign_in.not_in_demo': 'People of the demo have no password and no second factor.',
    'sign_in.no_such_demo_entry': 'The demo has no such person. Please go back and choose again.',
    'sign_in.password_short_for_administrator':
      'The password of HR and system administrators needs at least 12 characters.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

const systemsZh = {
  android: 'Android 手机',
  harmony: '鸿蒙手机',
  iphone: 'iPhone',
  ipad: 'iPad',
  windows: 'Windows 电脑',
  mac: 'Mac 电脑',
  linux: 'Linux 电脑',
  other: '其他设备',
} satisfies Record<System, string>
const systemsEn = {
  android: 'Android phone',
  harmony: 'HarmonyOS phone',
  iphone: 'iPhone',
  ipad: 'iPad',
  windows: 'Windows computer',
  mac: 'Mac',
  linux: 'Linux computer',
  other: 'Another device',
} satisfies Record<System, string>
const appsZh = {
  wechat: '微信',
  wecom: '企业微信',
  dingtalk: '钉钉',
  qq: 'QQ 浏览器',
  edge: 'Edge',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
  other: '其他浏览器',
} satisfies Record<App, string>
const appsEn = {
  wechat: 'WeChat',
  wecom: 'WeCom',
  dingtalk: 'DingTalk',
  qq: 'QQ Browser',
  edge: 'Edge',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
  other: 'another browser',
} satisfies Record<App, string>

/** Devices in words: '{system} · {app}'. */
export const deviceWords = dictionary({ systems: systemsZh, apps: appsZh }, { systems: systemsEn, apps: appsEn })
