import { expect, test } from 'vitest'
import type { Language } from '#platform/words.ts'
import { clockActs, moveNames, sideActs } from './contract.ts'
import { eventSentence } from './history.ts'

const by = { name: '李明', unitName: '东城公司' }

/** An event as a view shows it: by Li Ming of the East company, on 23 November 2026. */
function told(act: string, data: Record<string, unknown> = {}, language: Language = 'zh', given: object = {}) {
  return eventSentence({ at: '2026-11-23T02:00:00.000Z', act, by, relation: 'owner', data, ...given }, language)
}

type Case = readonly [act: string, data: Record<string, unknown>, zh: string, en: string, said?: string]

const cases: readonly Case[] = [
  [
    'raise',
    { deskUnit: '东一所' },
    '李明（东城公司）提出事项，由东一所受理。',
    '李明 (东城公司) raised the matter; 东一所 received it.',
  ],
  [
    'raise',
    { deskUnit: '东一所', dueOn: '2026-12-01' },
    '李明（东城公司）提出事项，由东一所受理，期限12月1日。',
    '李明 (东城公司) raised the matter, due on 1 Dec; 东一所 received it.',
  ],
  [
    'hold',
    { number: 'YY-2026-000007', about: 'does_not_fit' },
    '李明（东城公司）认为不适合本单位，向部署单位提出异议（YY-2026-000007），答复前期限暂停。',
    '李明 (东城公司) objected that it does not fit the unit (YY-2026-000007); the clock is paused until that is answered.',
  ],
  [
    'hold',
    { number: 'YY-2026-000007', about: 'question' },
    '李明（东城公司）向部署单位提出疑问（YY-2026-000007），答复前期限暂停。',
    '李明 (东城公司) put a question to the issuing unit (YY-2026-000007); the clock is paused until that is answered.',
  ],
  [
    'hold',
    { number: 'YY-2026-000007', anew: true },
    '对异议（YY-2026-000007）的答复没有被认可，再次答复前期限暂停。',
    'The answer to the objection (YY-2026-000007) was not accepted; the clock is paused until there is another.',
  ],
  [
    'release',
    { number: 'YY-2026-000007' },
    '异议（YY-2026-000007）已有答复或已撤回，期限继续计算。',
    'The objection (YY-2026-000007) has been answered or taken back; the clock runs again.',
  ],
  [
    'change',
    { number: 'YY-2026-000007', dueOn: '2026-12-03', minutes: 20, reason: '只报一个总数。' },
    '李明（东城公司）采纳异议（YY-2026-000007），期限改为12月3日，用时改为 20 分钟。',
    '李明 (东城公司) upheld the objection (YY-2026-000007): due on 3 Dec now, 20 minutes now.',
    '只报一个总数。',
  ],
  [
    'assign',
    { unit: '维修班', owner: '王强', assistingUnit: ['物资部', '财务部'], note: '请今天先看现场' },
    '李明（东城公司）交办给维修班主办，王强承办，物资部、财务部协办。',
    '李明 (东城公司) assigned it to 维修班, owner 王强; assisting: 物资部, 财务部.',
    '请今天先看现场',
  ],
  [
    'assign',
    { unit: '维修班', owner: '王强', assistingUnit: [] },
    '李明（东城公司）交办给维修班主办，王强承办。',
    '李明 (东城公司) assigned it to 维修班, owner 王强.',
  ],
  [
    'reassign',
    { owner: '赵敏', note: '王强休假' },
    '李明（东城公司）改由赵敏承办。',
    '李明 (东城公司) made 赵敏 the owner.',
    '王强休假',
  ],
  [
    'hand_on',
    { unit: '物资部', owner: '周洁', reason: '要采购新设备', toSuperior: false },
    '李明（东城公司）转办给物资部，周洁承办；首接单位继续负责。',
    '李明 (东城公司) handed it on to 物资部, owner 周洁; the first unit stays answerable.',
    '要采购新设备',
  ],
  [
    'hand_on',
    { unit: '财务部', reason: '预算不在我部', toSuperior: true, deskUnit: '集团' },
    '李明（东城公司）提出转办给财务部。转办次数已到上限，由集团裁定由谁办理。',
    '李明 (东城公司) wanted to hand it on to 财务部. It had been handed on often enough, so 集团 decides who handles it.',
    '预算不在我部',
  ],
  [
    'return',
    { unit: '维修班', reason: '不是我班管的设备' },
    '李明（东城公司）退单，维修班不再办理，等待重新交办。',
    '李明 (东城公司) returned it; 维修班 no longer handles it, and it waits to be assigned again.',
    '不是我班管的设备',
  ],
  [
    'ask_extension',
    { until: '2026-12-01', deciderUnit: '东城公司', reason: '配件在途' },
    '李明（东城公司）申请延期到12月1日，由东城公司审批。',
    '李明 (东城公司) asked for an extension to 1 Dec; 东城公司 decides.',
    '配件在途',
  ],
  [
    'grant_extension',
    { until: '2026-12-01', note: '不能再拖' },
    '李明（东城公司）同意延期到12月1日。',
    '李明 (东城公司) granted the extension to 1 Dec.',
    '不能再拖',
  ],
  [
    'refuse_extension',
    { until: '2026-12-01', reason: '库房有备件' },
    '李明（东城公司）不同意延期到12月1日，原期限不变。',
    '李明 (东城公司) refused the extension to 1 Dec; the deadline stays as it was.',
    '库房有备件',
  ],
  [
    'ask',
    { question: '哪一台泵？' },
    '李明（东城公司）向提出人询问情况，回复前期限挂起。',
    '李明 (东城公司) asked the raiser; the clock is paused until there is a reply.',
    '哪一台泵？',
  ],
  [
    'reply',
    { text: '二号泵' },
    '李明（东城公司）回复了询问，期限继续计算。',
    '李明 (东城公司) replied; the clock runs again.',
    '二号泵',
  ],
  ['add', { text: '今天又响了' }, '李明（东城公司）补充了情况。', '李明 (东城公司) added to it.', '今天又响了'],
  [
    'plan_action',
    { text: '更换轴承', owner: '王强', dueOn: '2027-01-05' },
    '李明（东城公司）安排了措施，王强负责，2027年1月5日前完成。',
    '李明 (东城公司) planned an action for 王强, by 5 Jan 2027.',
    '更换轴承',
  ],
  [
    'finish_action',
    { action: '更换轴承', note: '已换，试运行正常' },
    '李明（东城公司）完成了措施“更换轴承”。',
    '李明 (东城公司) finished the action “更换轴承”.',
    '已换，试运行正常',
  ],
  ['finish_action', {}, '李明（东城公司）完成了措施。', '李明 (东城公司) finished an action.'],
  [
    'attach_evidence',
    { fileIds: ['a', 'b'], note: '更换前后' },
    '李明（东城公司）上传了2张图片。',
    '李明 (东城公司) attached 2 pictures.',
    '更换前后',
  ],
  ['attach_evidence', { fileIds: ['a'] }, '李明（东城公司）上传了1张图片。', '李明 (东城公司) attached a picture.'],
  [
    'answer',
    { kind: 'done', text: '轴承已更换。' },
    '李明（东城公司）答复：已经办好。',
    '李明 (东城公司) answered: it has been done.',
    '轴承已更换。',
  ],
  [
    'answer',
    { kind: 'by_date', text: '列入检修计划。', promisedOn: '2026-12-20' },
    '李明（东城公司）答复：长期推进，承诺12月20日前完成。',
    '李明 (东城公司) answered: it will be done by 20 Dec.',
    '列入检修计划。',
  ],
  [
    'answer',
    { kind: 'policy', text: '不能改动。', policyRule: '《供热条例》第十二条' },
    '李明（东城公司）答复：受政策限制不能办理，依据是《供热条例》第十二条。',
    '李明 (东城公司) answered: it cannot be done because of 《供热条例》第十二条.',
    '不能改动。',
  ],
  ['judge', { verdict: 'solved', reopens: false }, '李明（东城公司）评价：已解决。', '李明 (东城公司) judged: solved.'],
  [
    'judge',
    { verdict: 'not_solved', reason: '还是响', reopens: true, deskUnit: '东城公司' },
    '李明（东城公司）评价：未解决。事项重新办理，由东城公司受理。',
    '李明 (东城公司) judged: not solved. It is open again, with 东城公司.',
    '还是响',
  ],
  [
    'judge',
    { verdict: 'partly', reason: '只换了一台', reopens: true, deskUnit: '集团' },
    '李明（东城公司）评价：部分解决。事项重新办理，由集团受理。',
    '李明 (东城公司) judged: partly solved. It is open again, with 集团.',
    '只换了一台',
  ],
  [
    'merge',
    { into: 'JY-2026-000001', reason: '同一台泵' },
    '李明（东城公司）把事项并案到JY-2026-000001，一并办理和答复。',
    '李明 (东城公司) merged it into JY-2026-000001; both are handled and answered together.',
    '同一台泵',
  ],
  [
    'decline',
    { reason: '不属本公司职责' },
    '李明（东城公司）决定不予受理。',
    '李明 (东城公司) declined the matter.',
    '不属本公司职责',
  ],
  ['withdraw', { goesOn: false }, '李明（东城公司）撤回了事项。', '李明 (东城公司) withdrew the matter.'],
  [
    'withdraw',
    { goesOn: true, reason: '我这里好了' },
    '李明（东城公司）撤回；同样遇到此事的同事继续，事项照常办理。',
    '李明 (东城公司) withdrew; a colleague who met the same carries it on.',
    '我这里好了',
  ],
  ['join', {}, '李明（东城公司）表示“我也遇到”。', '李明 (东城公司) said “me too”.'],
  ['leave', {}, '李明（东城公司）取消了“我也遇到”。', '李明 (东城公司) took back “me too”.'],
  [
    'raise',
    { deskUnit: '东一所', again: 'JY-2026-000012' },
    '李明（东城公司）提出事项，说是 JY-2026-000012 的问题又出现了，由东一所受理。',
    '李明 (东城公司) raised the matter as JY-2026-000012 come back; 东一所 received it.',
  ],
  [
    'split',
    { parts: ['JY-2026-000021', 'JY-2026-000022'], reason: '是两件事' },
    '李明（东城公司）把事项拆分为 JY-2026-000021、JY-2026-000022，分别办理、答复和评价，期限都不变。',
    '李明 (东城公司) split the matter into JY-2026-000021, JY-2026-000022; each is handled, answered and judged by itself, with the same deadline.',
    '是两件事',
  ],
  [
    'part',
    { whole: 'JY-2026-000020', nth: 2, count: 3, reason: '是三件事' },
    '李明（东城公司）从 JY-2026-000020 拆分出这一件（共 3 件，第 2 件），期限不变。',
    '李明 (东城公司) split this off from JY-2026-000020, 2 of 3; the deadline stays.',
    '是三件事',
  ],
  [
    'cosign',
    { reason: '我们班也一样', reopens: false },
    '李明（东城公司）附议，认为应当受理。',
    '李明 (东城公司) co-signed that it should be taken up.',
    '我们班也一样',
  ],
  [
    'cosign',
    { reopens: true, deskUnit: '集团' },
    '李明（东城公司）附议。附议人数达到规定，事项重新办理，由集团受理。',
    '李明 (东城公司) co-signed. With that enough have, and it is open again, with 集团.',
  ],
  ['uncosign', {}, '李明（东城公司）取消了附议。', '李明 (东城公司) took back the co-signature.'],
  [
    'confirm_repeat',
    { earlier: 'JY-2026-000012' },
    '李明（东城公司）确认：JY-2026-000012 的问题又出现了。',
    '李明 (东城公司) confirmed: the trouble of JY-2026-000012 has come back.',
  ],
  [
    'reject_repeat',
    { earlier: 'JY-2026-000012' },
    '李明（东城公司）认为与 JY-2026-000012 不是一回事。',
    '李明 (东城公司) said that it is not the same as JY-2026-000012.',
  ],
  [
    'reassign_action',
    { owner: '郑谷雨', action: '更换加热管', note: '原来的人已调走' },
    '李明（东城公司）把措施“更换加热管”改由郑谷雨负责。',
    '李明 (东城公司) gave the action “更换加热管” to 郑谷雨.',
    '原来的人已调走',
  ],
  [
    'remind',
    { owner: '郑谷雨', on: '2026-11-19' },
    '李明（东城公司）提醒郑谷雨：期限是11月19日。',
    '李明 (东城公司) reminded 郑谷雨: the deadline is 19 Nov.',
  ],
  [
    'escalate',
    { aboveUnit: '集团', on: '2026-11-19' },
    '期限11月19日已过，提级督办，由集团跟进。',
    'The deadline 19 Nov has passed; one level up, 集团 follows it up.',
  ],
  [
    'overdue',
    { on: '2026-11-19' },
    '答复期限11月19日已过，承诺公示计为逾期。事项照常办理。',
    'The deadline 19 Nov for the answer has passed; the public ledger counts it as late. It goes on as before.',
  ],
]

const tried = cases.map(([act, data, zh, en, said]) => [act, data, zh, en, said ?? null] as const)

test.each(tried)('%s %j is told in both languages, with the words that were said', (act, data, zh, en, said) => {
  expect(told(act, data)).toEqual({ what: zh, said })
  expect(told(act, data, 'en')).toEqual({ what: en, said })
})

test('every move that exists is among the sentences tried here', () => {
  expect(new Set(cases.map(([act]) => act))).toEqual(new Set([...moveNames, ...clockActs, ...sideActs]))
})

test.each([
  ['raiser', '提出人补充了情况。', 'The raiser added to it.'],
  ['joiner', '一位同样遇到此事的同事补充了情况。', 'A colleague who met the same added to it.'],
  ['colleague', '一位同事补充了情况。', 'A colleague added to it.'],
  ['clock', '系统补充了情况。', 'The system added to it.'],
])('whose name is not to be known is told as what he is to the matter: %s', (relation, zh, en) => {
  expect(told('add', { text: '又响了' }, 'zh', { by: null, relation }).what).toBe(zh)
  expect(told('add', { text: '又响了' }, 'en', { by: null, relation }).what).toBe(en)
})

test('a unit that is not told leaves no empty brackets', () => {
  expect(told('add', {}, 'zh', { by: { name: '李明', unitName: '' } }).what).toBe('李明补充了情况。')
})

test('an act of a later version is still told as a step', () => {
  expect(told('audit', { text: '看过' }, 'zh')).toEqual({ what: '李明（东城公司）办理了一步。', said: null })
})
