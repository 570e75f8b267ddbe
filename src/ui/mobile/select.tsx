/** One of many: the phone's own list, which is searched by typing and read out by screen readers. */
import { FieldFrame, type FieldFrameProps } from './field.tsx'

interface SelectProps extends FieldFrameProps {
  options: readonly { value: string; label: string }[]
  /** Empty: nothing chosen yet. */
  value: string
  /** Stands first, as long as nothing is chosen. */
  placeholder: string
  onValue: (value: string) => void
}

export function Select({ options, value, placeholder, onValue, ...frame }: SelectProps) {
  return (
    <FieldFrame {...frame}>
      {(tied) => (
        <select {...tied} className="input" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          <option value="" disabled={true}>
            {placeholder}
          </option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}
