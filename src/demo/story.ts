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

export const step = (day: number, who: Who, move: ToldMove): Step => ({ day, who, move })
export const at = (unit: string, post: string, nth = 0): Exclude<Who, string> => ({ unit, post, nth })
export const solved: ToldMove = { do: 'judge', verdict: 'solved' }

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
