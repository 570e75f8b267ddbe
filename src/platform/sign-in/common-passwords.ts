/** Passwords that are guessed first: patterns of fingers and counting, and the words people add a number to. */

/** Rows and diagonals of the keyboard and the number pad, as fingers walk them. */
const WALKS = [
  '`1234567890-=1234567890',
  '!@#$%^&*()_+',
  'qwertyuiop[]asdfghjkl;zxcvbnm,./',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1qazxsw23edcvfr45tgbnhy67ujm',
  'zaq12wsxcde34rfvbgt56yhnmju7',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '1a2s3d4f5g6h7j8k9l',
  'a1s2d3f4g5h6j7k8l9',
  '1z2x3c4v5b6n7m8',
  'qweasdzxc123qweasdzxc',
  'asdqwe123asdqwe',
  '147258369147258369',
  '159357159357258456',
  '789456123789456123',
  '741852963741852963',
  'qwe123qwe',
  'asd123asd',
  'zxc123zxc',
  'qwer1234qwer',
  'asdf1234asdf',
  'zxcv1234zxcv',
  '1qazxsw21qaz',
]

/** Words that are no better for digits and signs before or after them. */
const WORDS = new Set(
  `password passwd passw p@ssword p@ssw0rd passw0rd pa55word pass mima mimashi wangji
  admin administrator root guest user test testing system sys manager master super superuser login signin default public oracle
  mysql server database backup service support staff office company
  welcome hello letmein changeme changeit secret iloveyou loveyou love lover forever baby babygirl angel princess sunshine shadow dragon
  monkey tiger football baseball basketball soccer hockey superman batman spiderman starwars pokemon naruto michael jordan jennifer
  jessica ashley daniel charlie thomas robert nicole michelle computer internet google facebook whatever trustno freedom flower summer
  winter spring autumn cookie chocolate cheese pepper ginger butterfly purple samsung apple iphone huawei xiaomi
  abc abcd abcde abcdef abcabc aa aaa qq qqq woaini woaiwo woaiwojia woaizhongguo aini nihao zhongguo zhonghua beijing shanghai
  haerbin harbin changchun shenyang xiaoming taobao alibaba baidu tencent weixin wechat wang wangwei zhangwei liwei zhang
  nuanqiao warmbridge gongre gongnuan nuanqi reli heating heat dangyuan dangjian zhibu
  qwe qwer qwert qwerty asd asdf asdfg asdfgh zxc zxcv zxcvb zxcvbn qaz wsx qazwsx qwertyuiop asdfghjkl zxcvbnm
  暖桥 供热 供暖 热力 集团 公司 密码 管理员 我爱你 中国`.split(/\s+/),
)

/** Others of eight characters and more that no rule below catches. */
const OTHERS = new Set(
  `5201314a a5201314 13145200 52013145 5845201314 1314521a a1b2c3d4 a1b2c3d4e5 1a2b3c4d 1a2b3c4d5e 7708801314520
  3.1415926 31415926 314159265 27182818 1123581321 10203040 1020304050 01020304 13579246 24681012 2468135790 1357924680
  thisisapassword mypassword newpassword nopassword passwordpassword letmeinnow iloveyouforever iwillsurvive opensesame
  sesameopen correcthorsebatterystaple ncc1701d rush2112 blink182 mustang1 access14 metallica starcraft warcraft
  worldofwarcraft counterstrike dearbook zhongguoren zhonguo1 woshishui woshiniba wodemima wodeshijie woaibaba woaimama
  woaibabamama xingfujia pinganshi shengrikuaile xinniankuaile gongxifacai wanshiruyi`.split(/\s+/),
)

/** Whether a password is among the first that are tried. Case and width do not matter. */
export function isCommonPassword(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  const backwards = Array.from(text).reverse().join('')
  if (OTHERS.has(text) || WALKS.some((walk) => walk.includes(text) || walk.includes(backwards))) return true
  return repeats(text) || counts(text) || isDate(text) || isWordWithTail(text)
}

/** One to four characters over and over: 88888888, abcabcabc, 20262026. */
function repeats(text: string): boolean {
  return [1, 2, 3, 4].some(
    (unit) =>
      text ===
      text
        .slice(0, unit)
        .repeat(Math.ceil(text.length / unit))
        .slice(0, text.length),
  )
}

/** Hardly anything but runs up, down or in place: 87654321, aaaa1111, abc12345, 11223344. */
function counts(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0)!)
  let pieces = 1
  let step: number | null = null
  for (let i = 1; i < codes.length; i++) {
    const next = codes[i]! - codes[i - 1]!
    const runsOn: boolean = Math.abs(next) <= 1 && (step === null || step === next)
    if (!runsOn) pieces += 1
    step = runsOn ? next : null
  }
  return pieces <= 4
}

/** Birthdays and other days, with or without separators: 19780509, 2026-11-23, 23.11.2026. */
function isDate(text: string): boolean {
  const digits = text.replace(/[-./]/g, '')
  const year = '(19|20)\\d{2}'
  const month = '(0[1-9]|1[0-2])'
  const day = '(0[1-9]|[12]\\d|3[01])'
  return new RegExp(`^(${year}${month}${day}|${day}${month}${year}|${month}${day}${year})$`).test(digits)
}

/** A common word with up to eight digits and signs around it: admin@123456, Nuanqiao2026! */
function isWordWithTail(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return text.length - core.length <= 8 && WORDS.has(core)
}
