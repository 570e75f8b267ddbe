/** Fields of the move that splits a matter: what each part says, its pictures, and what goes with it. */
import { Button, Checkbox, Form, Input, Radio } from 'antd'
import { type ItemProps, itemProps } from '#ui/console/item-props.ts'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../../contract.ts'
import { parts as counted, type Part } from '../../../split/contract.ts'
import {
  faultsOf,
  followersOf,
  newPart,
  partLeast,
  partOfFollower,
  withFollower,
  withPicture,
} from '../../../split/parts.ts'
import { splitWords } from '../../../split/words.ts'
import { matterWords } from '../../../view/words.ts'
import { TextField } from './field.tsx'
import type { FieldsProps } from './routing-fields.tsx'

export function SplitFields({ matter }: FieldsProps) {
  const words = useWords(matterWords)
  const own = useWords(splitWords)
  return (
    <>
      <p className="quiet">{own.hint}</p>
      <Form.Item
        name="parts"
        label={words.fields.parts}
        required
        validateTrigger={['onSubmit']}
        rules={[
          {
            validator: (_, value: readonly Part[]) => {
              const [first] = faultsOf(value)
              if (first === undefined) return Promise.resolve()
              const why = first.fault === 'short' ? words.tooShort(partLeast) : own.alike
              return Promise.reject(new Error(`${own.nth(first.at + 1)}: ${why}`))
            },
          },
        ]}
      >
        <PartsField matter={matter} />
      </Form.Item>
      <TextField move="split" name="reason" label={words.fields.splitReason} rows={2} />
    </>
  )
}

interface PartsFieldProps extends ItemProps {
  readonly value?: readonly Part[]
  readonly onChange?: (parts: readonly Part[]) => void
  readonly matter: MatterView
}

/** `value` and `onChange` come from the form around it. */
function PartsField({ value = [], onChange, matter, ...item }: PartsFieldProps) {
  const words = useWords(splitWords)
  const change = (at: number, part: Part) => onChange?.(value.map((one, i) => (i === at ? part : one)))
  return (
    <div className="parts-field">
      {value.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is what stands at its place
        <fieldset key={at}>
          <legend>{words.nth(at + 1)}</legend>
          <Input.TextArea
            {...(at === 0 ? itemProps(item) : {})}
            className="growing"
            aria-label={words.text(at + 1)}
            rows={4}
            maxLength={2000}
            value={part.text}
            onChange={(event) => change(at, { ...part, text: event.target.value })}
          />
          <PartPictures matter={matter} part={part} at={at} onPart={(next) => change(at, next)} />
          {value.length > counted.least && (
            <Button type="link" size="small" onClick={() => onChange?.(value.filter((_, i) => i !== at))}>
              {words.remove(at + 1)}
            </Button>
          )}
        </fieldset>
      ))}
      {value.length < counted.most && (
        <Button onClick={() => onChange?.([...value, newPart(matter)])}>{words.add}</Button>
      )}
      {followersOf(matter).map(({ id, as, name }) => (
        <fieldset key={id}>
          <legend>{words.follows(name)}</legend>
          <Radio.Group
            value={partOfFollower(value, as, id)}
            onChange={(event) => onChange?.(withFollower(value, as, id, Number(event.target.value)))}
            options={value.map((_, i) => ({ value: i, label: words.nth(i + 1) }))}
          />
        </fieldset>
      ))}
    </div>
  )
}

interface PartPicturesProps {
  readonly matter: MatterView
  readonly part: Part
  readonly at: number
  readonly onPart: (part: Part) => void
}

function PartPictures({ matter, part, at, onPart }: PartPicturesProps) {
  const words = useWords(splitWords)
  if (matter.pictures.length === 0) return null
  return (
    <fieldset className="part-pictures">
      <legend>{words.photos(at + 1)}</legend>
      {matter.pictures.map(({ fileId }, n) => (
        <Checkbox
          key={fileId}
          checked={part.fileIds.includes(fileId)}
          onChange={(event) => onPart(withPicture(part, fileId, event.target.checked))}
        >
          <img src={`/api/matters/${matter.id}/pictures/${fileId}`} alt={words.photo(n + 1)} />
        </Checkbox>
      ))}
    </fieldset>
  )
}
