/** What people read about units, people and roles. */
import type { Role } from '#platform/access.ts'
import { dictionary } from '#platform/words.ts'
import type { PartyStatus, UnitKind } from './contract.ts'

export const refusals = dictionary(
  {
    'org.unit_not_found': '没有这个单位，或单位已撤销。',
    'org.person_not_found': '没有这个人，或此人已离职。',
    'org.not_your_unit': '这个单位不在您的管理范围内。',
    'org.not_your_own_roles': '不能给自己授予或撤销角色，请由另一位管理员操作。',
    'org.role_needs_system_admin': '系统管理员、审计员和人事角色只能由系统管理员授予或撤销。',
    'org.role_only_at_company': '系统管理员和审计员只能在公司一级授予。',
    'org.roles_exclude_each_other': '系统管理员和审计员不能由同一个人担任。',
    'org.role_already_held': '此人在这个单位已有这个角色。',
    'org.role_not_held': '没有找到这项授权，可能已被撤销。',
    'org.last_system_admin': '这是最后一名系统管理员，撤销后将无人管理系统。请先授权另一人。',
    'org.no_phone': '此人没有登记手机号。',
    'org.phone_is_none': '这不是手机号，请填 11 位手机号。',
    'org.phone_is_anothers': '这个手机号已登记在另一位在职职工名下。',
  },
  {
    'org.unit_not_found': 'There is no such unit, or it has been closed.',
    'org.person_not_found': 'There is no such person, or the person has left.',
    'org.not_your_unit': 'This unit is not among those you look after.',
    'org.not_your_own_roles': 'You cannot grant or revoke your own roles. Please ask another administrator.',
    'org.role_needs_system_admin':
      'System administrator, auditor and HR are granted and revoked by a system administrator only.',
    'org.role_only_at_company': 'System administrator and auditor are granted for the whole company only.',
    'org.roles_exclude_each_other': 'Nobody can be system administrator and auditor at once.',
    'org.role_already_held': 'This person already holds this role at this unit.',
    'org.role_not_held': 'This grant was not found. It may have been revoked.',
    'org.last_system_admin':
      'This is the last system administrator; nobody could run the system. Please grant it to somebody else first.',
    'org.no_phone': 'No phone is known of this person.',
    'org.phone_is_none': 'This is no mobile number: eleven digits.',
    'org.phone_is_anothers': 'This phone belongs to somebody else who works here.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

const roleWordsZh = {
  employee: '职工',
  secretary: '书记',
  leader: '负责人',
  party_affairs: '党务干事',
  hr: '人事',
  union: '工会',
  discipline: '纪检',
  hotline: '热线话务员',
  dispatcher: '派单员',
  grid_keeper: '网格长',
  repairer: '维修工',
  auditor: '审计员',
  system_admin: '系统管理员',
} satisfies Record<Role, string>
const roleWordsEn = {
  employee: 'Employee',
  secretary: 'Secretary',
  leader: 'Leader',
  party_affairs: 'Party affairs',
  hr: 'HR',
  union: 'Union',
  discipline: 'Discipline office',
  hotline: 'Hotline',
  dispatcher: 'Dispatcher',
  grid_keeper: 'Grid keeper',
  repairer: 'Repairer',
  auditor: 'Auditor',
  system_admin: 'System administrator',
} satisfies Record<Role, string>

const partyWordsZh = {
  none: '群众',
  applicant: '入党申请人',
  activist: '入党积极分子',
  target: '发展对象',
  probationary: '预备党员',
  member: '中共党员',
} satisfies Record<PartyStatus, string>
const partyWordsEn = {
  none: 'Not in the Party',
  applicant: 'Applicant',
  activist: 'Activist',
  target: 'Development target',
  probationary: 'Probationary member',
  member: 'Party member',
} satisfies Record<PartyStatus, string>

const kindWordsZh = {
  company: '集团',
  district: '公司',
  department: '部门',
  station: '供热所',
  plant: '热源厂',
  team: '班组',
  other: '其他',
} satisfies Record<UnitKind, string>
const kindWordsEn = {
  company: 'Group',
  district: 'Company',
  department: 'Department',
  station: 'Station',
  plant: 'Heating plant',
  team: 'Team',
  other: 'Other',
} satisfies Record<UnitKind, string>

/** The names of roles, of Party statuses and of kinds of units. */
export const orgWords = dictionary(
  {
    roles: roleWordsZh,
    party: partyWordsZh,
    kinds: kindWordsZh,
    people: {
      title: '人员名单',
      staffNo: '工号',
      name: '姓名',
      unit: '单位',
      posts: '岗位',
      roles: '角色',
      party: '政治面貌',
    },
  },
  {
    roles: roleWordsEn,
    party: partyWordsEn,
    kinds: kindWordsEn,
    people: {
      title: 'People',
      staffNo: 'Staff number',
      name: 'Name',
      unit: 'Unit',
      posts: 'Posts',
      roles: 'Roles',
      party: 'Party membership',
    },
  },
)
