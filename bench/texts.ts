/** Invented Chinese texts of suggestions: a few hundred turns of phrase, with words as unevenly spread as in life. */

import type { Chance } from '../src/demo/random.ts'

/** One of a list: the first ones often, the last ones rarely. */
function uneven<T>(roll: Chance, list: readonly T[]): T {
  return list[Math.floor(roll.next() ** 2.5 * list.length)]!
}

const words = (text: string): string[] => text.split(' ')

const wheres = words(
  '换热站 泵房 值班室 锅炉房 配电室 阀门井 管沟 地下室 收费大厅 客服窗口 维修班 更衣室 食堂 浴室 停车场 仓库 调度中心 门卫室 水处理间 顶楼 一楼大厅 会议室 宣传栏 控制室 除污器旁 补水箱间 电缆沟 主管道 支线 楼道 管道井 老旧小区 新建小区 学校 医院 幼儿园 养老院 商铺 写字楼 厂区',
)
const things = words(
  '管道 阀门 水泵 温度 压力 工单 电话 抢修车 钥匙 测温枪 流量计 热量表 补水箱 循环泵 除污器 电动扳手 法兰 垫片 保温层 排气阀 安全阀 配电箱 电缆 照明 门锁 爬梯 护栏 井盖 灭火器 监控 网络 打印机 电脑 系统 报表 台账 通知 排班 加班 培训 证书 工具箱 手套 棉衣 雨靴 头灯 对讲机 热水器 暖风机 饮水机 座椅 叫号机 指示牌 车位 食堂饭菜 夜宵 补助 考核 例会 文件 签字 流程 发票 缴费 退费 面积 合同 档案 老人 孩子 投诉 回访 满意度 噪音 气味 积水 渗漏 锈蚀 结垢 堵塞 振动 变形 脱落 老化',
)
const troubles = words(
  '坏了很久 没有人管 一直不好用 半夜响个不停 经常断电 漏得厉害 数值对不上 找不到负责的人 排队太长 反复填写同样的内容 说明看不懂 不够用 尺码不合适 离得太远 夏天没有检修 一到低温就出问题 换了三次还是老样子 报修以后没有回音 影响了好几户居民 存在安全隐患 磨损严重 没有备件 标识已经看不清 冬天结冰 雨天进水 灰尘很大 味道很重 晚上看不见 只有一个人会修 验收时没有发现',
)
const wishes = words(
  '希望尽快更换 建议统一采购 建议每班配一套 请安排人检修 希望夏季一并改造 建议简化流程 希望说明原因 请给一个期限 建议加装一个 希望公开结果 建议先试一个月 请现场看一看 希望加强培训 建议轮流值守 希望听一听一线意见 建议与物业协商 请报上级解决 希望列入明年计划 建议改用新型号 希望恢复原来的做法',
)
const openers = words(
  '近来 这个月 上周 昨天夜里 入冬以来 自从改造以后 连续三天 每到周末 交接班时 巡检时发现 居民多次反映 班组讨论后认为',
)
const rare = words(
  '沥青 麒麟阁 珐琅 铂电阻 氨水 蝙蝠 白蚁 槐树 鹅卵石 琉璃瓦 石榴 萤石 钨丝 硫磺 藤蔓 蜂窝 葫芦 磷酸盐 樟木 缆车',
)
const heat = ['暖气不热', '暖气片漏水', '暖气忽冷忽热', '家里暖气只有十六度', '暖气管有气堵', '暖气表走得快']

/** One text of 40 to 90 characters. Three of ten speak of 暖气, one of twenty names a pipe, one of two thousand a rare thing. */
export function textOf(roll: Chance, n: number): string {
  const parts = [
    `${roll.pick(openers)}${1 + roll.below(48)}号${uneven(roll, wheres)}的${uneven(roll, things)}${uneven(roll, troubles)}`,
  ]
  if (roll.next() < 0.3) parts.push(uneven(roll, heat))
  if (roll.next() < 0.7) parts.push(`${uneven(roll, things)}和${uneven(roll, things)}也${uneven(roll, troubles)}`)
  if (roll.next() < 0.05) parts.push(`管径 DN${roll.pick([50, 80, 100, 150, 200, 300, 400, 600])}，编号 HX-${n % 4000}`)
  if (roll.next() < 0.0005) parts.push(`现场还有${uneven(roll, rare)}`)
  parts.push(uneven(roll, wishes))
  return `${parts.join('，')}。`
}
