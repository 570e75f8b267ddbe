/** Places to write: label above, hint below it, the fault where it is, all tied together for screen readers. */
import { type HTMLInputTypeAttribute, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { Icon } from './icon.tsx'

export interface FieldFrameProps {
  label: string
  hint?: string | undefined
  /** What is wrong with what was written, and how to put it right. */
  error?: string | undefined
  /** May stay empty. Fields that may not are the rule's exception: they name it in `basis`. */
  optional?: boolean
  /** The regulation that asks for this field. */
  basis?: string
}

/** What ties a control to its label, hint and fault. */
interface Tied {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
}

interface FramedProps extends FieldFrameProps {
  children: (tied: Tied) => ReactNode
}

/** The frame of any single control; `children` gets the attributes that tie it. */
export function FieldFrame({ label, hint, error, optional = false, basis, children }: FramedProps) {
  const words = useWords(uiWords)
  const id = useId()
  const below = [hint, basis && words.basis(basis)].filter((text) => text !== undefined && text !== '')
  const described = [below.length > 0 && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="optional"> {words.optional}</span>}
      </label>
      {below.length > 0 && (
        <p id={`${id}-hint`} className="hint">
          {below.join(' ')}
        </p>
      )}
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error !== undefined || undefined })}
      {error !== undefined && <FieldError id={`${id}-error`} text={error} />}
    </div>
  )
}

export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p id={id} className="fault">
      <Icon name="alert" />
      <span>{text}</span>
    </p>
  )
}

interface WrittenProps extends FieldFrameProps {
  value: string
  onValue: (value: string) => void
  maxLength?: number
  /** What the browser or a password store may fill in; `off` by default. */
  autoComplete?: string
}

interface FieldProps extends WrittenProps {
  type?: HTMLInputTypeAttribute
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'search'
}

/** One line. */
export function Field({
  value,
  onValue,
  type = 'text',
  inputMode,
  maxLength,
  autoComplete = 'off',
  ...frame
}: FieldProps) {
  return (
    <FieldFrame {...frame}>
      {(tied) => (
        <input
          {...tied}
          className="input"
          type={type}
          inputMode={inputMode}
          maxLength={maxLength}
          autoComplete={autoComplete}
          value={value}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </FieldFrame>
  )
}

interface TextAreaProps extends WrittenProps {
  rows?: number
  /** Shows how much of `maxLength` is used. */
  counted?: boolean
}

/** Several lines; grows with what is written. */
export function TextArea({
  value,
  onValue,
  rows = 4,
  counted = false,
  maxLength,
  autoComplete = 'off',
  ...frame
}: TextAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current
    if (element === null) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`
  }, [value])
  return (
    <FieldFrame {...frame}>
      {(tied) => (
        <>
          <textarea
            {...tied}
            ref={area}
            className="input"
            rows={rows}
            maxLength={maxLength}
            autoComplete={autoComplete}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
          {counted && maxLength !== undefined && (
            <span className="counter" aria-hidden="true">{`${value.length} / ${maxLength}`}</span>
          )}
        </>
      )}
    </FieldFrame>
  )
}
