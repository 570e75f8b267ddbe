/** One of a few: native radio buttons as large rows, so that a gloved thumb hits them and arrow keys work. */
import { useId } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { FieldError, type FieldFrameProps } from './field.tsx'

interface ChoiceProps<T extends string> extends FieldFrameProps {
  options: readonly { value: T; label: string; hint?: string; disabled?: boolean }[]
  value: T | null
  onValue: (value: T) => void
}

export function Choice<T extends string>({
  label,
  hint,
  error,
  optional = false,
  basis,
  options,
  value,
  onValue,
}: ChoiceProps<T>) {
  const words = useWords(uiWords)
  const id = useId()
  const below = [hint, basis && words.basis(basis)].filter((text) => text !== undefined && text !== '')
  const described = [below.length > 0 && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      className="field"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: of the two, only a radiogroup can be said to be faulty
      role="radiogroup"
      aria-describedby={described || undefined}
      aria-invalid={error !== undefined || undefined}
    >
      <legend>
        {label}
        {optional && <span className="optional"> {words.optional}</span>}
      </legend>
      {below.length > 0 && (
        <p id={`${id}-hint`} className="hint">
          {below.join(' ')}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'choice chosen' : 'choice'}>
          <input
            type="radio"
            name={id}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValue(option.value)}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
      {error !== undefined && <FieldError id={`${id}-error`} text={error} />}
    </fieldset>
  )
}
