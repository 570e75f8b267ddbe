/** One of several short words, side by side: native radio buttons that take little room on the page. */
import { useId } from 'react'
import './chips.css'

interface ChipsProps<T extends string> {
  label: string
  options: readonly { value: T; label: string }[]
  value: T
  onValue: (value: T) => void
}

export function Chips<T extends string>({ label, options, value, onValue }: ChipsProps<T>) {
  const id = useId()
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      <div className="chips">
        {options.map((option) => (
          <label key={option.value} className="chip">
            <input type="radio" name={id} checked={option.value === value} onChange={() => onValue(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
