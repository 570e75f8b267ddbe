/** A strip of days on phone and console: which count, which do not, which are paused, told apart by words and not by colour alone. */
import './day-strip.css'

interface DayStripProps {
  /** The strip in words, for those who do not see it. */
  label: string
  cells: readonly {
    readonly key: string
    readonly tone: 'yes' | 'no' | 'agreed' | 'paused'
    readonly top: string
    readonly below: string
    readonly mark: string
  }[]
}

export function DayStrip({ label, cells }: DayStripProps) {
  if (cells.length === 0) return null
  return (
    <div className="day-strip" role="img" aria-label={label}>
      {cells.map(({ key, tone, top, below, mark }) => (
        <span key={key} className={`day-cell ${tone}`}>
          <small>{below}</small>
          <b>{top}</b>
          <small>{mark}</small>
        </span>
      ))}
    </div>
  )
}
