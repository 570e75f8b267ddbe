/** Choosing a day: days without work are marked, and how many workdays it is away is said in words. */
import { DatePicker, Form } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { useMemo } from 'react'
import { type ItemProps, itemProps } from '#ui/console/item-props.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getWorkdays } from '../../../choices/contract.ts'
import type { MoveName } from '../../../contract.ts'
import { MoveField } from './field.tsx'
import { formWords } from './words.ts'
import { workdaysAfter } from './workdays.ts'

interface DayFieldProps {
  readonly move: MoveName
  readonly name: string
  readonly label: string
  readonly required?: boolean
  /** The day must be later than today; otherwise today is the first that can be chosen. */
  readonly later: boolean
  /** Compared with this day instead of today, such as the deadline. */
  readonly than?: string
  readonly hint?: string
}

export function DayField({ later, than, hint, ...field }: DayFieldProps) {
  const words = useWords(formWords)
  const day = Form.useWatch<string | undefined>(field.name)
  const { data } = useEndpoint(getWorkdays, {})
  const free = useMemo(() => new Set(data?.free ?? []), [data])

  const away = (): string | null => {
    if (!day || data === undefined) return null
    const workdays = workdaysAfter(than ?? data.today, day, free)
    const count =
      than === undefined
        ? words.inWorkdays(workdays)
        : day > than
          ? words.extension.later(workdays)
          : words.extension.notLater
    return free.has(day) ? `${words.isFree} ${count}` : count
  }
  return (
    <MoveField
      {...field}
      hint={
        <span role="status">
          {hint} {away()}
        </span>
      }
    >
      <Day
        isFree={(one) => free.has(one)}
        isShut={(one) => data !== undefined && (one > data.until || (later ? one <= data.today : one < data.today))}
      />
    </MoveField>
  )
}

interface DayProps extends ItemProps {
  readonly value?: string | undefined
  readonly onChange?: (day: string | undefined) => void
  readonly isFree: (day: string) => boolean
  readonly isShut: (day: string) => boolean
}

/** antd's picker with days as text, so that a draft can keep them. */
export function Day({ value, onChange, isFree, isShut, ...item }: DayProps) {
  const words = useWords(formWords)
  return (
    <DatePicker
      {...itemProps(item)}
      className="whole-width"
      value={value === undefined ? null : dayjs(value)}
      onChange={(day) => onChange?.(day?.format('YYYY-MM-DD'))}
      disabledDate={(day) => isShut(day.format('YYYY-MM-DD'))}
      showNow={false}
      cellRender={(cell, { type, originNode }) =>
        type === 'date' && dayjs.isDayjs(cell) && isFree(cell.format('YYYY-MM-DD')) ? (
          <div className="ant-picker-cell-inner free-day">
            {cell.date()}
            <small>{words.freeDay}</small>
          </div>
        ) : (
          originNode
        )
      }
    />
  )
}
