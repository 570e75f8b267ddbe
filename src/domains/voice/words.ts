/** What people read about suggestions. */
import { dictionary } from '#platform/words.ts'
import type { About } from './contract.ts'

export const refusals = dictionary(
  { 'voice.unit_not_on_the_way_up': '只能向本单位或上级单位提建议。' },
  { 'voice.unit_not_on_the_way_up': 'A suggestion can be raised to your own unit or one above it.' },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

const aboutZh = {
  work: '工作流程',
  safety: '安全',
  tools: '工具设备',
  welfare: '生活保障',
  management: '管理',
  users: '服务用户',
  this_system: '本系统',
  other: '其他',
} satisfies Record<About, string>

export const words = dictionary(
  {
    about: aboutZh,
    suggest: '提建议',
    text: '您想说什么？',
    textHint: '写清楚在哪里、什么事、希望怎样。例如：东一所夜班没有热水，希望修好热水器。',
    aboutThisSystem: '反映本系统的问题',
    aboutThisSystemHint: '用得不顺、要求重复填报、觉得是负担，都可以说。同样有人负责、按期答复，结果公开。',
    tooShort: (least: number) => `请至少写 ${least} 个字，让办理的人看得明白。`,
    aboutWhat: '关于哪方面',
    photos: '照片',
    whoSees: '谁能看到',
    company: '同事能看到内容，看不到您的名字',
    companyHint: '遇到同样问题的人可以附上“我也遇到”。',
    handlers: '仅办理人可见',
    handlersHint: '只有负责办理的人能看到内容和您的名字。',
    toWhom: (unit: string) => `提给：${unit}`,
    toWhomMore: '提给谁',
    /** `by` is a day in words that says "before". */
    answerBy: (by: string) => `现在提交，${by}答复您。`,
    send: '提交',
    restored: '已恢复您上次没写完的内容。',
    startAnew: '清空重写',
    startAnewSure: '清空后不能找回。',
    keep: '继续写',
    similar: {
      title: '已有人提过类似的事',
      found: (count: number) => `找到 ${count} 条内容相近的事项，在下方。`,
      own: '这是您提的',
      joined: '您已附上“我也遇到”',
      join: '我也遇到',
      joinNamed: (title: string) => `我也遇到：${title}`,
      look: '查看',
      joinedNow: '已附上“我也遇到”，有结果会告诉您。',
      undo: '撤销，继续写',
    },
    before: {
      title: '以前办结过类似的事',
      found: (count: number) => `找到 ${count} 件已经办结的类似事项，在下方。`,
      closed: (day: string) => `${day}办结`,
      again: '又出现了',
      againNamed: (title: string) => `又出现了：${title}`,
      chosen: (number: string) => `您说这是 ${number} 的问题又出现了。提交后两件会连在一起，大家都看得到。`,
      undo: '不是这一件',
      judge: '这是您提的。还没有解决的话，点“查看”直接评价，就会重新办理。',
    },
    kept: {
      title: '已保存在手机上',
      offline: '现在没有网络。联网后会自动发送一次，不用再点。',
      signIn: '您的登录已过期。重新登录后会自动发送一次，不用再写。',
      later: '服务暂时没有回应，稍后会自动发送一次，不用再点。',
      more: '关掉页面也不会丢；下次打开时会接着发送。',
    },
    receipt: {
      title: '已提交',
      number: '编号',
      receivedBy: '受理',
      answerBy: '答复期限',
      next: '每一步都会有记录，您可以随时查看；答复后是否解决由您说了算。',
      look: '查看这件事',
      another: '再提一条',
      home: '回到首页',
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
    suggest: 'Make a suggestion',
    text: 'What would you like to say?',
    textHint:
      'Say where, what, and what you would wish. For example: no hot water for the night shift at East 1; please repair the boiler.',
    aboutThisSystem: 'A problem with this system',
    aboutThisSystemHint:
      'If it is awkward, asks the same twice, or is just a burden: say so. Somebody answers for it by a date, and the outcome is public.',
    tooShort: (least) => `Please write at least ${least} characters, so that it can be understood.`,
    aboutWhat: 'What it is about',
    photos: 'Photos',
    whoSees: 'Who sees it',
    company: 'Colleagues see what it says, not your name',
    companyHint: 'Whoever meets the same can say “me too”.',
    handlers: 'Only those who handle it',
    handlersHint: 'Only they see what it says and your name.',
    toWhom: (unit) => `To: ${unit}`,
    toWhomMore: 'To whom',
    answerBy: (by) => `Sent now, you get an answer ${by}.`,
    send: 'Send',
    restored: 'What you had begun to write is back.',
    startAnew: 'Clear it',
    startAnewSure: 'It cannot be brought back.',
    keep: 'Go on writing',
    similar: {
      title: 'Others have said something like it',
      found: (count) =>
        count === 1 ? 'One matter reads like it; it is below.' : `${count} matters read like it; they are below.`,
      own: 'You raised this',
      joined: 'You have said “me too”',
      join: 'Me too',
      joinNamed: (title) => `Me too: ${title}`,
      look: 'Look',
      joinedNow: 'You have said “me too” and will hear of the outcome.',
      undo: 'Undo and go on writing',
    },
    before: {
      title: 'Something like it was closed before',
      found: (count) =>
        count === 1
          ? 'One closed matter reads like it; it is below.'
          : `${count} closed matters read like it; they are below.`,
      closed: (day) => `closed ${day}`,
      again: 'It is back',
      againNamed: (title) => `It is back: ${title}`,
      chosen: (number) => `You say that ${number} has come back. Once sent, the two are linked for all to see.`,
      undo: 'Not that one',
      judge: 'You raised this. If it is not solved, look at it and say so: it is opened again.',
    },
    kept: {
      title: 'Saved on your phone',
      offline: 'There is no connection. It will be sent once, by itself, as soon as there is.',
      signIn: 'Your session has ended. It will be sent once, by itself, after you have signed in again.',
      later: 'The service is not answering right now. It will be sent once, by itself, in a while.',
      more: 'You can close the page; it is sent when you open it again.',
    },
    receipt: {
      title: 'Sent',
      number: 'Number',
      receivedBy: 'Received by',
      answerBy: 'To be answered',
      next: 'Each step is recorded and you can follow it at any time. Whether it is solved in the end is for you to say.',
      look: 'Look at it',
      another: 'Say something else',
      home: 'Home',
    },
  },
)
