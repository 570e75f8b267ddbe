/** "This is my own device": what a device of one's own is good for. */
import { useWords } from '#ui/words.ts'
import { words as signInWords } from './words.ts'

/** A phone is nearly always somebody's own; a desk may be anybody's. */
export const isOwnByLooks = (): boolean => matchMedia('(pointer: coarse) and (max-width: 40rem)').matches

interface RememberProps {
  value: boolean
  onValue: (value: boolean) => void
  /** The person's roles ask for the second factor once a device. */
  sparesFactor?: boolean
}

export function Remember({ value, onValue, sparesFactor = false }: RememberProps) {
  const words = useWords(signInWords)
  return (
    <label className={value ? 'choice chosen' : 'choice'}>
      <input type="checkbox" checked={value} onChange={() => onValue(!value)} />
      <span>
        {words.remember}
        <small>{sparesFactor ? words.rememberFactor : words.rememberMore}</small>
      </span>
    </label>
  )
}
