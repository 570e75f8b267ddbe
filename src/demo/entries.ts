/** As whom a visitor of the demo may enter, and what there is to see. */
import type { DemoEntry } from '#domains/org/sign-in/service.ts'
import type { Cast } from './tell.ts'

type Way = Omit<DemoEntry, 'personId' | 'order'> & {
  readonly unit: string
  readonly post: string
  readonly nth?: number
}

const ways: readonly Way[] = [
  {
    key: 'repairer',
    unit: 'D1S1R',
    post: '维修工',
    nth: 2,
    home: 'phone',
    title: { zh: '维修工', en: 'Repairer' },
    hint: {
      zh: '提了“夜班没有备用接头”，判过未解决，后来真的解决了',
      en: 'Raised the missing spare couplings, judged it not solved, and then it was',
    },
  },
  {
    key: 'shift-worker',
    unit: 'D3S1T',
    post: '运行值班员',
    nth: 7,
    home: 'phone',
    title: { zh: '运行值班员', en: 'Shift worker' },
    hint: {
      zh: '在等夜班补助怎么算的答复，已承诺日期',
      en: 'Waits for how the night allowance is reckoned; a date is promised',
    },
  },
  {
    key: 'apprentice',
    unit: 'D1S3R',
    post: '维修工',
    nth: 6,
    home: 'phone',
    title: { zh: '新来的维修工', en: 'New repairer' },
    hint: { zh: '承办人有一个问题等您回复', en: 'The owner asks a question; the clock waits for the reply' },
  },
  {
    key: 'secretary',
    unit: 'D1S1',
    post: '党支部书记',
    home: 'console',
    title: { zh: '支部书记', en: 'Branch secretary' },
    hint: { zh: '今天有两条新建议等您交办', en: 'Two new suggestions of today wait to be assigned' },
  },
  {
    key: 'station-head',
    unit: 'D4S3',
    post: '所长',
    home: 'console',
    title: { zh: '供热所所长', en: 'Head of a station' },
    hint: {
      zh: '用规定答复了一条建议，提出人还没有评价',
      en: 'Answered with a named rule; the raiser has not judged yet',
    },
  },
  {
    key: 'it-head',
    unit: 'BC-12',
    post: '信息中心主任',
    home: 'console',
    title: { zh: '信息中心主任', en: 'Head of IT' },
    hint: { zh: '有一条已经超期：三个系统填同样的数据', en: 'One is overdue: the same data typed into three systems' },
  },
  {
    key: 'district-head',
    unit: 'D3',
    post: '区域经理',
    home: 'console',
    title: { zh: '区域经理', en: 'District manager' },
    hint: { zh: '有一个延期申请等您审批', en: 'An extension waits for approval' },
  },
  {
    key: 'party-affairs',
    unit: 'BC-02',
    post: '党群干事',
    home: 'console',
    title: { zh: '党群工作部干事', en: 'Party affairs' },
    hint: { zh: '看得到全公司的事项看板', en: 'Sees the board of the whole company' },
  },
  {
    key: 'general-manager',
    unit: 'BC',
    post: '总经理',
    home: 'console',
    title: { zh: '总经理', en: 'General manager' },
    hint: {
      zh: '两次转办的井盖等裁定；一个所说部署不适合它，等答复',
      en: 'A manhole cover handed on twice waits for a decision, and a station’s objection for an answer',
    },
  },
  {
    key: 'party-secretary',
    unit: 'BC',
    post: '党委书记',
    home: 'console',
    title: { zh: '党委书记', en: 'Party secretary' },
    hint: { zh: '未解决的事项重新办理，升到这里督办', en: 'What was not solved comes up here' },
  },
  {
    key: 'hotline',
    unit: 'BC-07',
    post: '热线话务员',
    home: 'console',
    title: { zh: '热线话务员', en: 'Hotline operator' },
    hint: {
      zh: '按电话后四位、地址或用户编号找到热用户，登记他说的；一件等回访',
      en: 'Finds a household by phone, address or number and takes a request; one waits to be called back',
    },
  },
  {
    key: 'dispatcher',
    unit: 'D4',
    post: '区域调度',
    home: 'console',
    title: { zh: '派单员', en: 'Dispatcher' },
    hint: {
      zh: '一户漏水、一户顶楼不热，刚报上来，等您派单',
      en: 'A leak and a cold top flat have just come in and wait to be assigned',
    },
  },
  {
    key: 'grid-keeper',
    unit: 'D4S2',
    post: '网格长',
    home: 'phone',
    title: { zh: '网格长', en: 'Grid keeper' },
    hint: {
      zh: '一户“已办结却没人来过”，第二次上门才热了',
      en: 'A flat that was closed before anybody came, and is warm since the second visit',
    },
  },
  {
    key: 'hr',
    unit: 'BC-03',
    post: '人力资源部主任',
    home: 'console',
    title: { zh: '人力资源', en: 'Human resources' },
    hint: { zh: '导入花名册，先看会改什么', en: 'Imports the roster, and sees beforehand what will change' },
  },
  {
    key: 'administrator',
    unit: 'BC-12',
    post: '专员',
    home: 'console',
    title: { zh: '系统管理员', en: 'System administrator' },
    hint: { zh: '管账号和大屏，看不到别人写的内容', en: "Runs accounts and wall screens, cannot read people's words" },
  },
]

export function demoEntries(cast: Cast): DemoEntry[] {
  return ways.map(({ unit, post, nth, ...way }, order) => ({
    ...way,
    order,
    personId: cast.personId(unit, post, nth ?? 0),
  }))
}
