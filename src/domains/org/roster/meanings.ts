/** The words of a roster file and what they mean: Party membership, roles, status, kinds of units. Pure tables. */
import type { Role } from '#platform/access.ts'
import type { PartyStatus, UnitKind } from '../contract.ts'
import { orgWords } from '../words.ts'
import { several } from './cell.ts'

type Table<T> = ReadonlyMap<string, T>

function spelled(text: string): string {
  return text.toLowerCase().replace(/[\s_-]/g, '')
}

/** Our own words in both languages and the code itself, then what else people write. */
function tableOf<T extends string>(
  own: readonly Record<T, string>[],
  others: Partial<Record<T, readonly string[]>>,
): Table<T> {
  const table = new Map<string, T>()
  for (const words of own) {
    for (const [value, word] of Object.entries(words) as [T, string][]) {
      table.set(spelled(word), value)
      table.set(spelled(value), value)
    }
  }
  for (const [value, words] of Object.entries(others) as [T, readonly string[]][])
    for (const word of words) table.set(spelled(word), value)
  return table
}

const partyTable = tableOf<PartyStatus>([orgWords.zh.party, orgWords.en.party], {
  // Other affiliations are no concern of this product: it asks only for the way into the Party.
  none: ['共青团员', '团员', '无党派', '无党派人士', '民主党派', '民主党派成员', '非党员', '无', 'no', 'none'],
  applicant: ['申请人', '入党申请'],
  activist: ['积极分子'],
  target: ['入党发展对象'],
  probationary: ['中共预备党员', 'probationary'],
  member: ['党员', '正式党员', '中共正式党员', 'member', 'yes'],
})
const roleTable = tableOf<Role>([orgWords.zh.roles, orgWords.en.roles], {
  secretary: ['支部书记', '党支部书记', '总支书记', '党总支书记', '党委书记'],
  leader: [
    '所长',
    '站长',
    '经理',
    '总经理',
    '厂长',
    '部长',
    '主任',
    '单位负责人',
    '部门负责人',
    '领导',
    'head',
    'manager',
  ],
  party_affairs: ['党务', '党务工作者', '党群干事', '党群部干事', '党群工作部干事'],
  hr: ['人力资源', '人事专员', '人事干事', 'human resources'],
  union: ['工会主席', '工会干事'],
  discipline: ['纪委', '纪委书记', '纪检干事', '纪检委员'],
  hotline: ['热线', '话务员', '客服员', '热线坐席'],
  dispatcher: ['派单', '调度', '调度员'],
  grid_keeper: ['网格员'],
  repairer: ['维修', '维修员', '抢修工', '抢修员'],
  auditor: ['审计'],
  system_admin: ['系统管理'],
})
const kindTable = tableOf<UnitKind>([orgWords.zh.kinds, orgWords.en.kinds], {
  company: ['总公司', '集团公司'],
  district: ['分公司', '区域公司', '子公司'],
  department: ['科室', '职能部门', '机关部门'],
  station: ['所', '站'],
  plant: ['厂'],
  team: ['班', '组', '小组', '网格'],
})

const activeWords = new Set(['在职', '在岗', '在册', '试用', 'active', 'employed'])
const leftWords = new Set(['离职', '已离职', '辞职', '调离', '调出', '解除', 'left', 'gone'])

/** Party membership, or null if the text means none we know. Of several ("共青团员、入党积极分子") the furthest counts. */
export function partyOf(text: string): PartyStatus | null {
  const order = Object.keys(orgWords.zh.party) as PartyStatus[]
  const found = several(text).map((part) => partyTable.get(spelled(part)) ?? null)
  if (found.length === 0 || found.includes(null)) return null
  return order[Math.max(...found.map((status) => order.indexOf(status!)))]!
}

export function roleOf(text: string): Role | null {
  return roleTable.get(spelled(text)) ?? null
}

export function kindOf(text: string): UnitKind | null {
  return kindTable.get(spelled(text)) ?? null
}

/** Whether a status means still here, gone, or nothing we know. */
export function statusOf(text: string): 'active' | 'left' | null {
  if (activeWords.has(spelled(text))) return 'active'
  return leftWords.has(spelled(text)) ? 'left' : null
}
