/** How a sum is made up, as one bar in three tones; its words are for whoever cannot see it. No styles that a page's policy refuses. */
import './stacked-bar.css'

interface StackedBarProps {
  readonly label: string
  readonly parts: readonly { readonly tone: 'good' | 'late' | 'rest'; readonly n: number }[]
}

export function StackedBar({ label, parts }: StackedBarProps) {
  const sum = parts.reduce((all, { n }) => all + n, 0)
  let x = 0
  return (
    <svg className="stacked-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect className="bar-none" width="100" height="10" />
      {parts.map(({ tone, n }) => {
        const width = sum === 0 ? 0 : (n / sum) * 100
        const at = x
        x += width
        return width === 0 ? null : <rect key={tone} className={`bar-${tone}`} x={at} width={width} height="10" />
      })}
    </svg>
  )
}
