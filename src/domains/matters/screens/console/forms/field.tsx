/** One field of a move's form: its label, what it asks, its hint, and what is wrong with it in words. */
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useWords } from '#ui/words.ts'
import type { MoveName } from '../../../contract.ts'
import { matterWords } from '../../../view/words.ts'
import { type Fault, faultOf, isRequired, longest } from './field-rule.ts'
import { formWords } from './words.ts'

interface FieldProps {
  readonly move: MoveName
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  /** Where the contract leaves it open, but what was chosen before asks for it. */
  readonly required?: boolean
  readonly children: ReactNode
}

export function MoveField({ move, name, label, hint, required = isRequired(move, name), children }: FieldProps) {
  const tell = useFaultWords()
  return (
    <Form.Item
      name={name}
      label={label}
      required={required}
      extra={hint}
      validateTrigger={['onBlur', 'onSubmit']}
      rules={[
        {
          validator: (_, value: unknown) => {
            const fault = faultOf(move, name, value, required)
            return fault === null ? Promise.resolve() : Promise.reject(new Error(tell(fault)))
          },
        },
      ]}
    >
      {children}
    </Form.Item>
  )
}

/** A field for words; one row is one line. */
export function TextField({
  rows = 4,
  placeholder,
  ...field
}: Omit<FieldProps, 'children'> & { rows?: number; placeholder?: string }) {
  const most = longest(field.move, field.name)
  const shown = placeholder === undefined ? {} : { placeholder }
  if (rows === 1) {
    return (
      <MoveField {...field}>
        <Input {...shown} />
      </MoveField>
    )
  }
  return (
    <MoveField {...field}>
      <Input.TextArea
        rows={rows}
        className="growing"
        {...shown}
        {...(most === null ? {} : { count: { show: ({ count }) => (count > most * 0.8 ? `${count} / ${most}` : '') } })}
      />
    </MoveField>
  )
}

function useFaultWords(): (fault: Fault) => string {
  const shared = useWords(matterWords)
  const own = useWords(formWords)
  return (fault) => {
    if (fault.kind === 'missing') return shared.missing
    return fault.kind === 'short' ? shared.tooShort(fault.limit) : own.tooLong(fault.limit)
  }
}
