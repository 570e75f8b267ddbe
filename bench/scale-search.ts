/** Searches of the board: their times, and whether each first page is what a LIKE over all rows finds, newest first. */
import { type Figure, round } from './figure.ts'
import { page, type Site } from './scale.ts'
import type { Case } from './scale-cases.ts'

/** Two characters each, from what every third matter says to what none does. */
const pairs =
  '暖气 希望 建议 管道 阀门 水泵 温度 工单 漏水 不热 结冰 通知 排班 老人 退费 积水 锈蚀 脱落 老化 冰箱 沥青 珐琅 白蚁 石榴 钨丝 樟木 葫芦 缆车 近来 巡检 泵房 食堂 医院 商铺 厂区 顶楼 十六 一线 麒麟 蝙蝠 气堵 没有 改造 夏季'.split(
    ' ',
  )
/** Other ways to ask: one character, a phrase, Latin letters and digits, two words, a number. */
const others = [
  '暖',
  '樟',
  '暖气片漏水',
  '换热站的阀门',
  'dn300',
  'HX-1234',
  'DN',
  '12号泵房',
  '暖气 食堂',
  '除污器旁 白蚁',
  '琉璃瓦',
]

const readers: readonly Case['as'][] = ['general-manager', 'district-head', 'secretary']
const rounds = 3

interface Asked {
  readonly q: string
  readonly as: Case['as']
  readonly ms: number[]
  readonly right: boolean
}

async function ask(site: Site, q: string, as: Case['as']): Promise<Asked> {
  const path = `/matters-board?q=${encodeURIComponent(q)}`
  const ms: number[] = []
  let text = ''
  for (let n = 0; n < rounds; n += 1) {
    const found = await page(site, { as, path })
    ms.push(found.ms)
    text = found.text
  }
  const { rows } = JSON.parse(text) as { rows: { id: string }[] }
  const wanted = await scanned(site, q, as)
  return { q, as, ms, right: JSON.stringify(rows.map(({ id }) => id)) === JSON.stringify(wanted) }
}

/** The first page by reading everything. All readers here may see all of their board. */
async function scanned(site: Site, q: string, as: Case['as']): Promise<string[]> {
  const words = q.split(' ').map((word) => `%${word}%`)
  const { rows } = await site.database.query<{ id: string }>({
    text: `select id from (select id from matters_matter
             where (title || ' ' || text) ilike all ($1::text[]) and ($2::uuid[] is null or at_unit_id = any($2::uuid[])) offset 0) found
            order by id desc limit 50`,
    values: [words, site.people.get(as)!.units],
  })
  return rows.map(({ id }) => id)
}

function at(share: number, times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

export async function searchFigures(site: Site): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [what, queries] of [
    ['of two characters', pairs],
    ['of one character, phrases, letters and digits', others],
  ] as const) {
    const asked: Asked[] = []
    for (const as of readers) for (const q of queries) asked.push(await ask(site, q, as))
    const times = asked.flatMap(({ ms }) => ms)
    const p95 = at(0.95, times)
    const slowest = asked.reduce((a, b) => (Math.max(...a.ms) > Math.max(...b.ms) ? a : b))
    const wrong = asked.filter(({ right }) => !right)
    const right = asked.length - wrong.length
    figures.push(
      {
        what: `search ${what}, first page: p50, p95, slowest (${slowest.q})`,
        value: `${round(at(0.5, times), 1)}, ${round(p95, 1)}, ${round(Math.max(...slowest.ms), 1)}`,
        unit: 'ms',
        ...(queries === pairs ? { bar: 'p95 <= 50', ok: p95 <= 50 } : {}),
      },
      {
        what: `${asked.length} such pages as LIKE over all rows finds them${wrong.length === 0 ? '' : `, not: ${wrong.map(({ q, as }) => `${q} (${as})`).join(', ')}`}`,
        value: round(right / asked.length, 3),
        unit: 'recall',
        bar: '1.0',
        ok: wrong.length === 0,
      },
    )
  }
  return figures
}
