/**
 * The story of the demo: what people raised and what became of it, told in days before the first start. Told through the
 * product's own verbs, so that every history in it is a real one.
 */
import type { Move } from '#domains/matters/contract.ts'
import type { About } from '#domains/voice/contract.ts'
import { chance } from './random.ts'

/** Who does something: the raiser, whoever has the matter on the desk, its owner, the superior asked, or a person by unit and post. */
export type Who =
  | 'raiser'
  | 'desk'
  | 'owner'
  | 'superior'
  | { readonly unit: string; readonly post: string; readonly nth?: number }
/** A move whose units are named by code and whose people by unit and post; filled in when it is told. */
export type ToldMove =
  | Exclude<
      Move,
      {
        do:
          | 'assign'
          | 'hand_on'
          | 'merge'
          | 'plan_action'
          | 'finish_action'
          | 'ask_extension'
          | 'answer'
          | 'attach_evidence'
          | 'reassign'
      }
    >
  | { readonly do: 'assign'; readonly unit: string; readonly assisting?: readonly string[]; readonly note?: string }
  | { readonly do: 'hand_on'; readonly unit: string; readonly reason: string }
  | { readonly do: 'merge'; readonly into: string; readonly reason: string }
  | { readonly do: 'plan_action'; readonly text: string; readonly inDays: number }
  | { readonly do: 'finish_action'; readonly note: string }
  | { readonly do: 'ask_extension'; readonly inDays: number; readonly reason: string }
  | {
      readonly do: 'answer'
      readonly kind: 'done' | 'by_date' | 'policy'
      readonly text: string
      readonly inDays?: number
      readonly rule?: string
    }

export interface Step {
  /** Days before the first start; fractions are hours. Smaller is later; never below zero. */
  readonly day: number
  readonly who: Who
  readonly move: ToldMove
}
export interface Tale {
  readonly key: string
  readonly day: number
  readonly by: Exclude<Who, string>
  readonly about: About
  readonly text: string
  readonly visibility?: 'handlers'
  readonly steps: readonly Step[]
}

const step = (day: number, who: Who, move: ToldMove): Step => ({ day, who, move })
const at = (unit: string, post: string, nth = 0): Exclude<Who, string> => ({ unit, post, nth })
const solved: ToldMove = { do: 'judge', verdict: 'solved' }

/** The tales that people meet by name in guides, pictures and tests. */
export const tales: readonly Tale[] = [
  {
    key: 'spare-couplings',
    day: 12.1,
    by: at('D1S1R', '维修工', 2),
    about: 'tools',
    text: '抢修车夜班没有备用接头。上周两次夜里爆管，都是等到早上仓库开门才领到接头，用户多冻了五个小时。建议每台夜班抢修车常备 DN25、DN32 接头各四套。',
    steps: [
      step(11.9, at('D1S1', '网格长', 3), { do: 'join' }),
      step(11.8, 'desk', {
        do: 'assign',
        unit: 'BC-10',
        assisting: ['R1'],
        note: '请物资部牵头，管网抢修公司配合核定数量。',
      }),
      step(11.6, at('D1S2R', '维修工', 1), { do: 'join' }),
      step(11.4, 'owner', { do: 'ask', question: '夜班一共几台车？除了 DN25、DN32 还缺哪些规格？' }),
      step(11.1, 'raiser', { do: 'reply', text: '东城夜班两台车，另外还缺 DN40 的盲板两块。' }),
      step(10.9, 'owner', { do: 'plan_action', text: '按两台车核定清单，从中心库调拨', inDays: 2 }),
      step(9.3, 'owner', { do: 'finish_action', note: '接头十六套、盲板四块已调拨到东城供热公司。' }),
      step(9.2, 'owner', {
        do: 'answer',
        kind: 'done',
        text: '问：夜班抢修车没有备用接头。查：车载清单十年未改。办：已按两台车调拨 DN25、DN32 接头各八套和 DN40 盲板四块，并改了车载清单。时间：本周三起。',
      }),
      step(8.1, 'raiser', {
        do: 'judge',
        verdict: 'not_solved',
        reason: '东西送到了区域公司，夜班车上还是没有，昨晚又去仓库等。',
      }),
      step(7.9, 'desk', { do: 'assign', unit: 'R1', assisting: ['BC-10'], note: '由抢修公司直接上车，上车才算办完。' }),
      step(7.2, 'owner', {
        do: 'answer',
        kind: 'done',
        text: '问：接头没有上车。查：调拨后放在区域公司库房，夜间无人。办：两台夜班车已装车载箱，交接班时清点签字。时间：昨晚起，已试用一个夜班。',
      }),
      step(6.2, 'raiser', { do: 'judge', verdict: 'solved', reason: '车上有了，昨晚用掉一个，今早补上了。' }),
    ],
  },
  {
    key: 'same-form-three-times',
    day: 15.2,
    by: at('D2S2T', '运行值班员', 4),
    about: 'work',
    text: '三个系统里要填同样的巡检数据。换热站的供回水温度和压力，一份填巡检系统，一份填生产日报，一份填安全台账，一个班要多花四十分钟。能不能填一次？',
    steps: [
      step(15.0, at('D2S1T', '运行值班员', 1), { do: 'join' }),
      step(14.9, at('D3S4T', '运行值班员', 2), { do: 'join' }),
      step(14.8, 'desk', { do: 'assign', unit: 'D2', note: '涉及三个系统，请区域公司牵头。' }),
      step(14.5, at('D4S1T', '运行值班员', 0), { do: 'join' }),
      step(14.1, 'owner', { do: 'hand_on', unit: 'BC-12', reason: '系统由信息中心管理，区域公司不能改。' }),
      step(13.5, 'owner', { do: 'plan_action', text: '三个系统的字段逐项对照，列出重复项', inDays: 3 }),
    ],
  },
  {
    key: 'night-allowance',
    day: 6.3,
    by: at('D3S1T', '运行值班员', 7),
    about: 'welfare',
    text: '夜班补助标准想看公开的计算方法。每个月数都不一样，问了说按规定算的，但规定在哪里、怎么算，没有人说得清。',
    steps: [
      step(6.1, 'desk', { do: 'assign', unit: 'BC-03', note: '请人力资源部答复并公开算法。' }),
      step(5.2, 'owner', {
        do: 'answer',
        kind: 'by_date',
        text: '问：夜班补助怎么算。查：标准在 2023 年薪酬办法附件三，没有单独公开。办：整理成一页说明，附三个算例，在各所公示并放到知识库。',
        inDays: 12,
      }),
    ],
  },
  {
    key: 'handover-at-station',
    day: 5.4,
    by: at('D4S3T', '运行值班员', 3),
    about: 'work',
    text: '建议冬季把交接班会改到站里开。现在要到所里开完会再去站上，天冷路滑来回四十分钟，站里这段时间没有人。',
    steps: [
      step(5.2, 'desk', { do: 'assign', unit: 'D4S3', note: '由所里研究。' }),
      step(4.1, 'owner', {
        do: 'answer',
        kind: 'policy',
        text: '问：交接班改到站里。查：交接班须由两班当面清点，站里只有一人值守时无法双人清点。办：暂不能整体改到站里；双人值守的三个站从下周起可在站里交接。',
        rule: '《运行交接班管理规定》第八条',
      }),
    ],
  },
  {
    key: 'apprentice-time',
    day: 4.6,
    by: at('D1S3R', '维修工', 6),
    about: 'management',
    text: '新人师带徒没有时间保证。师傅天天出抢修，徒弟跟不上车，签字的带教记录都是补的。',
    steps: [
      step(4.4, 'desk', { do: 'assign', unit: 'D1S3', assisting: ['BC-03'] }),
      step(3.9, 'owner', { do: 'ask', question: '您觉得一周固定哪半天最可行？维修班几个人能同时带？' }),
    ],
  },
  {
    key: 'phone-tracking',
    day: 7.2,
    by: at('D2S5', '网格长', 5),
    about: 'management',
    text: '建议给网格长装手机定位，每天走了多少户自动排名，前三名奖励，末三名通报。',
    steps: [
      step(6.9, 'desk', {
        do: 'decline',
        reason:
          '不予采纳：定位考勤、打卡排名属于国办函〔2026〕12 号禁止的强制使用和变相考核，也不解决用户家里不热的问题。走访质量看测温记录和用户评价。',
      }),
      step(6.1, 'raiser', solved),
    ],
  },
  {
    key: 'gloves',
    day: 8.3,
    by: at('D3S2R', '维修工', 1),
    about: 'safety',
    text: '发的防烫手套太薄，换高温阀门时烫手，大家都自己买。建议换成耐 250 度的。',
    steps: [
      step(8.1, 'desk', { do: 'decline', reason: '手套由公司统一采购，供热所无权更换规格，请使用现有劳保用品。' }),
      step(7.6, 'raiser', {
        do: 'judge',
        verdict: 'not_solved',
        reason: '所里不能换，就请能换的单位来办，手已经烫伤两个人了。',
      }),
      step(7.2, 'desk', {
        do: 'assign',
        unit: 'BC-05',
        assisting: ['BC-10'],
        note: '安全环保部牵头，本周内拿出办法。',
      }),
      step(6.1, 'owner', {
        do: 'answer',
        kind: 'done',
        text: '问：防烫手套不耐温。查：抽检五副，三副达不到标注温度。办：已退货，改发耐 250 度手套，先发维修班。时间：昨天已发到南湖五个所。',
      }),
      step(5.2, 'raiser', { do: 'judge', verdict: 'solved', reason: '已经领到，好用。' }),
    ],
  },
  {
    key: 'who-owns-the-valve-well',
    day: 3.4,
    by: at('D4S2', '网格长', 8),
    about: 'safety',
    text: '示范小区 3 号楼前的阀门井盖松动，孩子常在上面跳。报了两个单位都说不归自己管。',
    steps: [
      step(3.2, 'desk', { do: 'assign', unit: 'D4S2' }),
      step(3.0, 'owner', { do: 'hand_on', unit: 'R1', reason: '井盖属一次网，由管网抢修公司维护。' }),
      step(2.4, 'owner', { do: 'hand_on', unit: 'BC-06', reason: '该井为在建支线，尚未移交，应由工程技术部处理。' }),
    ],
  },
  {
    key: 'not-our-meter',
    day: 2.6,
    by: at('D1S4', '收费员', 0),
    about: 'users',
    text: '东四所 12 号站的热量表走字明显偏慢，用户拿来比，我们解释不了。请派人校表。',
    steps: [
      step(2.4, 'desk', { do: 'assign', unit: 'D1S4R' }),
      step(2.1, 'owner', { do: 'return', reason: '校表要有资质，维修班不能拆表，应交计量收费部。' }),
    ],
  },
  {
    key: 'pump-noise',
    day: 2.9,
    by: at('D3S3', '网格长', 2),
    about: 'users',
    text: '南三所 7 号换热站循环泵夜里嗡嗡响，楼上老人睡不着，用户找了三次。建议加减震垫。',
    steps: [
      step(2.7, 'desk', { do: 'assign', unit: 'D3S3', note: '请尽快到站听一次。' }),
      step(2.2, 'owner', { do: 'plan_action', text: '夜间到站测噪声，量减震垫尺寸', inDays: 1 }),
      step(1.1, 'owner', { do: 'ask_extension', inDays: 6, reason: '减震垫中心库没有这个尺寸，厂家五天到货。' }),
    ],
  },
  {
    key: 'parking-for-night-shift',
    day: 5.1,
    by: at('D2S1T', '运行值班员', 9),
    about: 'welfare',
    text: '夜班停车没有地方，小区门口贴条，上个班被罚了两次。能不能和物业谈个夜间车位？',
    steps: [
      step(4.9, 'desk', { do: 'assign', unit: 'D2S1' }),
      step(3.2, 'owner', {
        do: 'answer',
        kind: 'done',
        text: '问：夜班停车没有地方。查：小区夜间有七个空位。办：已与物业签协议，夜班凭工作证免费停三辆。时间：今晚起。',
      }),
    ],
  },
  {
    key: 'parking-again',
    day: 4.3,
    by: at('D2S1', '客服员', 0),
    about: 'welfare',
    text: '晚上值班停车老被贴条，请所里想想办法，和物业说一说夜间停车。',
    steps: [step(4.2, 'desk', { do: 'merge', into: 'parking-for-night-shift', reason: '同一件事，一并办理。' })],
  },
  {
    key: 'letters-too-small',
    day: 3.8,
    by: at('D1S1', '收费员', 1),
    about: 'this_system',
    text: '手机上字太小，老师傅看不清。能不能放大字不乱版？',
    steps: [
      step(3.6, 'desk', { do: 'assign', unit: 'BC-12' }),
      step(2.2, 'owner', {
        do: 'answer',
        kind: 'done',
        text: '问：字太小。查：系统字号设置没有生效。办：已改为跟随手机字号，最大两倍不乱版。时间：今天更新。',
      }),
      step(1.3, 'raiser', { do: 'judge', verdict: 'partly', reason: '首页大了，进到事项里面历史那一段还是小。' }),
    ],
  },
  {
    key: 'hot-water-for-crew',
    day: 0.3,
    by: at('D1S1R', '维修工', 5),
    about: 'welfare',
    text: '抢修车上能不能配个保温壶？夜里在井边两三个小时，喝不上一口热水。',
    steps: [],
  },
  {
    key: 'radiator-keys',
    day: 0.2,
    by: at('D1S1', '网格长', 6),
    about: 'tools',
    text: '入户放气的专用钥匙不够，十五个网格只有六把，谁先到谁用。建议每个网格配一把。',
    steps: [],
  },
]

const everyday: readonly { readonly about: About; readonly text: string; readonly done: string }[] = [
  {
    about: 'tools',
    text: '测温枪电池仓松动，用着用着就断电，读数对不上。希望换一批或统一维修。',
    done: '问：测温枪断电。查：电池仓弹片疲劳。办：更换十支，其余贴垫片。时间：本周。',
  },
  {
    about: 'safety',
    text: '换热站爬梯的护笼有两处脱焊，上下时晃，怕出事。',
    done: '问：护笼脱焊。查：现场确认两处。办：已补焊并做承重检查。时间：昨天。',
  },
  {
    about: 'work',
    text: '工单里用户电话经常缺一位，上门前联系不上，只能白跑。',
    done: '问：电话缺位。查：导入模板把首位零丢了。办：模板已改，旧数据补齐。时间：今天。',
  },
  {
    about: 'welfare',
    text: '所里浴室热水器坏了半个月，下了夜班洗不上澡。',
    done: '问：浴室没有热水。查：加热棒烧坏。办：已换新。时间：昨天下午。',
  },
  {
    about: 'users',
    text: '顶楼用户反复放气还是不热，建议在立管顶端加自动排气阀。',
    done: '问：顶楼不热。查：立管顶端积气。办：已加装四只自动排气阀，回访室温 20 度。时间：前天。',
  },
  {
    about: 'management',
    text: '周例会能不能压到一小时以内？每次两个多小时，站里没人。',
    done: '问：例会太长。查：通报占了一半时间。办：通报改为书面，会议限一小时。时间：本周起。',
  },
  {
    about: 'work',
    text: '钥匙交接没有登记，昨晚找 9 号站的钥匙找了四十分钟。',
    done: '问：钥匙找不到。查：两把都在休班人手里。办：设钥匙柜，交接时清点。时间：今天起。',
  },
  {
    about: 'tools',
    text: '维修班的电动扳手只剩一把好的，换法兰要排队。',
    done: '问：扳手不够。查：三把待修。办：修好两把，新领一把。时间：本周四。',
  },
  {
    about: 'safety',
    text: '配电室地面渗水，绝缘垫老化发硬，请更换。',
    done: '问：配电室渗水。查：墙角防水破损。办：已做防水并换绝缘垫。时间：周一。',
  },
  {
    about: 'users',
    text: '收费窗口排队太长，老人站着等，建议放几把椅子、加一个叫号牌。',
    done: '问：老人站着等。查：窗口前没有座位。办：放了八把椅子，高峰加开一个窗口。时间：昨天起。',
  },
  {
    about: 'welfare',
    text: '夜班食堂只有方便面，希望有一顿热饭。',
    done: '问：夜班没有热饭。查：食堂九点关门。办：与配餐点商定夜里十一点送餐。时间：下周一起。',
  },
  {
    about: 'management',
    text: '劳保用品按人头发，尺码不合身的换不了，建议先登记尺码再发。',
    done: '问：尺码不合身。查：采购时没有登记。办：已登记全所尺码，下批按登记发。时间：本月。',
  },
  {
    about: 'work',
    text: '巡检路线绕远，建议按楼栋顺序重新排一遍，少走两公里。',
    done: '问：巡检绕远。查：路线按老站序排。办：按楼栋重排并试走。时间：本周五起。',
  },
  {
    about: 'other',
    text: '宣传栏的内容半年没有换了，建议多贴些用户来信和维修小窍门。',
    done: '问：宣传栏没有换。查：确实半年未更新。办：换成用户来信和窍门，每月一换。时间：今天。',
  },
]

/** Everyday tales that fill the boards of all stations; the same every time. */
export function everydayTales(count: number): Tale[] {
  const roll = chance(7_001)
  return Array.from({ length: count }, (_, i) => {
    const station = `D${(i % 4) + 1}S${(Math.floor(i / 4) % 5) + 1}`
    const { about, text, done } = everyday[i % everyday.length]!
    const raiser = roll.pick([
      at(station, '网格长', roll.below(15)),
      at(`${station}R`, '维修工', roll.below(10)),
      at(`${station}T`, '运行值班员', roll.below(16)),
    ])
    // a third of them are a few days old, so that there is something to do today
    const day = i % 3 === 0 ? 0.3 + roll.below(35) / 10 : 1.2 + roll.below(500) / 10
    const later = (days: number) => Math.max(day - days, 0.01 * (i % 7))
    const turn = roll.below(100)
    const steps: Step[] = []
    if (day > 1.5)
      steps.push(step(later(0.2), 'desk', { do: 'assign', unit: roll.pick([station, `${station}R`, `${station}T`]) }))
    if (day > 2.5) steps.push(step(later(0.8), 'owner', { do: 'plan_action', text: '现场查看，定办法', inDays: 1 }))
    if (day > 4) {
      steps.push(step(later(1.6), 'owner', { do: 'finish_action', note: '已看过，办法可行。' }))
      steps.push(step(later(1.9), 'owner', { do: 'answer', kind: 'done', text: done }))
    }
    if (day > 6 && turn < 75) steps.push(step(later(3.2), 'raiser', solved))
    return { key: `everyday-${i}`, day, by: raiser, about, text, steps }
  })
}
