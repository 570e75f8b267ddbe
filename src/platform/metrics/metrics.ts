/**
 * Figures of a running process in the text format of Prometheus (version 0.0.4): counters, histograms, and gauges that are read when
 * asked for. Labels name routes, codes and companies; never a person, a unit or an id. Why by hand: docs/decisions/0012-metrics.md.
 */

export type Labels = Readonly<Record<string, string>>
export interface Sample {
  readonly labels?: Labels
  readonly value: number
}

interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  lines(): Promise<readonly string[]>
}

interface Row {
  readonly labels: Labels
  readonly counts: number[]
  sum: number
}

export class Metrics {
  readonly #families: Family[] = []

  /** Returns what adds to it. Names end in `_total`. */
  counter(name: string, help: string): (labels: Labels, by?: number) => void {
    const counts = new Map<string, number>()
    this.#families.push({
      name,
      help,
      type: 'counter',
      lines: async () => [...counts].map(([labels, value]) => `${name}${labels} ${value}`),
    })
    return (labels, by = 1) => {
      const key = textOf(labels)
      counts.set(key, (counts.get(key) ?? 0) + by)
    }
  }

  /** Returns what notes one value, soonest where the same labels come as the same object; `bounds` are the upper ends of its buckets, ascending. */
  histogram(name: string, help: string, bounds: readonly number[]): (labels: Labels, value: number) => void {
    const rows = new Map<string, Row>()
    const lines = ({ labels, counts, sum }: Row): string[] => [
      ...[...bounds, '+Inf'].map((le, i) => `${name}_bucket${textOf({ ...labels, le: String(le) })} ${counts[i]}`),
      `${name}_sum${textOf(labels)} ${sum}`,
      `${name}_count${textOf(labels)} ${counts.at(-1)}`,
    ]
    this.#families.push({ name, help, type: 'histogram', lines: async () => [...rows.values()].flatMap(lines) })
    const known = new WeakMap<Labels, Row>()
    const rowOf = (labels: Labels): Row => {
      const key = textOf(labels)
      const row = rows.get(key) ?? { labels, counts: [...bounds, 0].fill(0), sum: 0 }
      rows.set(key, row)
      known.set(labels, row)
      return row
    }
    return (labels, value) => {
      const row = known.get(labels) ?? rowOf(labels)
      row.sum += value
      for (let i = bounds.length; i >= 0 && value <= (bounds[i] ?? Number.POSITIVE_INFINITY); i -= 1)
        row.counts[i]! += 1
    }
  }

  /** `read` is called for each answer; one that fails leaves the gauge out of it, as Prometheus wants a missing value. */
  gauge(name: string, help: string, read: () => number | readonly Sample[] | Promise<readonly Sample[]>): void {
    const lines = async (): Promise<string[]> => {
      const found = await read()
      const samples = typeof found === 'number' ? [{ value: found }] : found
      return samples.map(
        ({ labels = {}, value }) => `${name}${textOf(labels)} ${String(value).replace('Infinity', '+Inf')}`,
      )
    }
    this.#families.push({ name, help, type: 'gauge', lines: () => lines().catch(() => []) })
  }

  async text(): Promise<string> {
    const parts = this.#families.map(async ({ name, help, type, lines }) =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...(await lines())].join('\n'),
    )
    return `${(await Promise.all(parts)).join('\n')}\n`
  }
}

function textOf(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, escaped)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join()}}`
}

const escaped = (one: string): string => (one === '\n' ? '\\n' : `\\${one}`)
