/**
 * The invented company of the demo, 北辰热力集团: 1,800 people in a tree of units, as the rows of a roster file. Any
 * likeness is accidental; given names are solar terms and words for warmth, phones have 0000 in the middle.
 */
import { chance } from './random.ts'

export const companyName = '北辰热力集团有限责任公司'

/** One row of the roster: the columns of its people sheet. */
export interface DemoPerson {
  readonly staffNo: string
  readonly name: string
  readonly unit: string
  readonly post: string
  readonly phone: string
  readonly party: '群众' | '入党申请人' | '入党积极分子' | '发展对象' | '预备党员' | '中共党员'
  readonly roles: string
}
export interface DemoUnit {
  readonly code: string
  readonly name: string
  readonly parent: string
  readonly kind: string
}
export interface DemoCompany {
  readonly units: readonly DemoUnit[]
  readonly people: readonly DemoPerson[]
}

const districts = [
  { name: '东城', short: '东' },
  { name: '西城', short: '西' },
  { name: '南湖', short: '南' },
  { name: '北苑', short: '北' },
] as const
const ordinals = ['一', '二', '三', '四', '五'] as const
const departments = [
  '办公室',
  '党群工作部',
  '人力资源部',
  '生产运行部',
  '安全环保部',
  '工程技术部',
  '客户服务中心',
  '计量收费部',
  '财务部',
  '物资部',
  '审计法务部',
  '信息中心',
] as const

export const surnames = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗方俞任袁柳',
]
export const givenNames = [
  '立春',
  '雨水',
  '惊蛰',
  '春分',
  '清和',
  '谷雨',
  '立夏',
  '小满',
  '芒种',
  '夏至',
  '小暑',
  '大暑',
  '立秋',
  '处暑',
  '白露',
  '秋分',
  '寒露',
  '霜降',
  '立冬',
  '小雪',
  '大雪',
  '冬至',
  '小寒',
  '大寒',
  '守暖',
  '和煦',
  '望阳',
  '知温',
  '怀春',
  '映雪',
  '迎晖',
  '向暖',
  '融冰',
  '安炉',
  '常温',
  '恒热',
]

/** Builds the company; the same for the same size. */
export function demoCompany(size = 1_800): DemoCompany {
  const roll = chance(20_261_123)
  const units: DemoUnit[] = [{ code: 'BC', name: companyName, parent: '', kind: '集团' }]
  const people: DemoPerson[] = []
  const unit = (code: string, name: string, parent: string, kind: string) => {
    units.push({ code, name, parent, kind })
    return code
  }
  const path = (code: string): string => {
    const found = units.find((one) => one.code === code)!
    return found.parent === '' ? found.name : `${path(found.parent)}/${found.name}`
  }
  const hire = (code: string, post: string, roles = '', party?: DemoPerson['party']) => {
    const n = people.length
    people.push({
      staffNo: String(100_001 + n),
      name: `${surnames[n % surnames.length]}${givenNames[Math.floor(n / surnames.length) % givenNames.length]}`,
      unit: path(code),
      post,
      phone: `13${Math.floor(n / 10_000)}0000${String(n % 10_000).padStart(4, '0')}`,
      party: party ?? partyOf(roll.below(1_000)),
      roles,
    })
  }

  hire('BC', '党委书记', '书记', '中共党员')
  hire('BC', '总经理', '负责人', '中共党员')
  hire('BC', '纪委书记', '纪检', '中共党员')
  hire('BC', '工会主席', '工会', '中共党员')
  for (const [i, name] of departments.entries()) {
    const code = unit(`BC-${String(i + 1).padStart(2, '0')}`, name, 'BC', '部门')
    hire(code, `${name}主任`, departmentHeadRoles(name), '中共党员')
    const staff = name === '客户服务中心' ? 40 : 11
    for (let k = 0; k < staff; k += 1) hire(code, staffPost(name, k), staffRoles(name, k))
  }
  for (const [d, district] of districts.entries()) {
    const code = unit(`D${d + 1}`, `${district.name}供热公司`, 'BC', '公司')
    hire(code, '区域经理', '负责人', '中共党员')
    hire(code, '党总支书记', '书记', '中共党员')
    for (let k = 0; k < 36; k += 1) hire(code, k < 6 ? '区域调度' : '管理员', k < 6 ? '派单员' : '')
    for (const [s, ordinal] of ordinals.entries()) {
      station(unit(`D${d + 1}S${s + 1}`, `${district.short}${ordinal}供热所`, code, '供热所'), unit, hire)
    }
  }
  for (const [code, name, crew] of [
    ['P1', '第一热源厂', 92],
    ['P2', '第二热源厂', 88],
    ['R1', '管网抢修公司', 80],
    ['R2', '检修中心', 64],
  ] as const) {
    unit(code, name, 'BC', code.startsWith('P') ? '热源厂' : '其他')
    hire(code, '负责人', '负责人', '中共党员')
    hire(code, '党支部书记', '书记', '中共党员')
    for (let k = 0; k < crew && people.length < size; k += 1)
      hire(code, code.startsWith('R') ? '抢修工' : '运行工', code.startsWith('R') ? '维修工' : '')
  }
  for (let k = 0; people.length < size; k += 1) hire(`D${(k % 4) + 1}`, '管理员')
  return { units, people: people.slice(0, size) }
}

type MakeUnit = (code: string, name: string, parent: string, kind: string) => string
type Hire = (code: string, post: string, roles?: string, party?: DemoPerson['party']) => void

/** A heating station: head, secretary, fifteen grid keepers, four shifts, repair crew, desk. */
function station(code: string, unit: MakeUnit, hire: Hire): void {
  hire(code, '所长', '负责人', '中共党员')
  hire(code, '党支部书记', '书记', '中共党员')
  for (let k = 0; k < 15; k += 1) hire(code, '网格长', '网格长')
  for (let k = 0; k < 4; k += 1) hire(code, k < 2 ? '客服员' : '收费员', k < 2 ? '热线话务员' : '')
  hire(code, '安全员')
  const repair = unit(`${code}R`, '维修班', code, '班组')
  hire(repair, '维修班长', '负责人')
  for (let k = 0; k < 10; k += 1) hire(repair, '维修工', '维修工')
  const run = unit(`${code}T`, '运行班', code, '班组')
  hire(run, '运行班长', '负责人')
  for (let k = 0; k < 16; k += 1) hire(run, '运行值班员')
}

function departmentHeadRoles(name: (typeof departments)[number]): string {
  if (name === '党群工作部') return '负责人、党务干事@北辰热力集团有限责任公司'
  if (name === '人力资源部') return '负责人、人事@北辰热力集团有限责任公司'
  return '负责人'
}
function staffPost(name: (typeof departments)[number], k: number): string {
  if (name === '党群工作部') return '党群干事'
  if (name === '客户服务中心') return '热线话务员'
  if (name === '生产运行部') return k < 6 ? '调度员' : '运行管理'
  return '专员'
}
function staffRoles(name: (typeof departments)[number], k: number): string {
  const root = `@${companyName}`
  if (name === '党群工作部' && k < 3) return `党务干事${root}`
  if (name === '人力资源部' && k === 0) return `人事${root}`
  if (name === '客户服务中心') return '热线话务员'
  if (name === '生产运行部' && k < 6) return '派单员'
  if (name === '审计法务部' && k === 0) return `审计员${root}`
  if (name === '信息中心' && k < 2) return `系统管理员${root}`
  return ''
}

/** About half are members; 14 probationary, 22 targets, 61 activists, 95 applicants of 1,800. */
function partyOf(of1000: number): DemoPerson['party'] {
  if (of1000 < 460) return '中共党员'
  if (of1000 < 468) return '预备党员'
  if (of1000 < 480) return '发展对象'
  if (of1000 < 514) return '入党积极分子'
  return of1000 < 567 ? '入党申请人' : '群众'
}
