/** The data asked for: each item with what, why and by when; where something like it is held, where to get it. */
import { Alert, Button, Form } from 'antd'
import { Day } from '#domains/matters/screens/console/forms/day-field.tsx'
import { useFormat } from '#ui/format.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import type { Held } from '../../contract.ts'
import { directiveWords } from '../../view/words.ts'
import { TextItem } from './object-drawer.tsx'
import { useDays } from './use-days.ts'
import { directiveConsoleWords } from './words.ts'

const most = 10

/** `held`: one list for each item, as far as it has been looked up. */
export function ItemFields({ held }: { held: readonly (readonly Held[])[] }) {
  const { form } = useWords(directiveConsoleWords)
  const words = useWords(directiveWords)
  const days = useDays()
  return (
    <fieldset className="directive-data">
      <legend>{form.items}</legend>
      <p className="quiet">{form.itemsHint}</p>
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="directive-item">
                <legend>{form.item(name + 1)}</legend>
                <TextItem name={[name, 'what']} label={form.what} least={2} most={200} rows={1} />
                <TextItem name={[name, 'why']} label={form.why} least={4} most={500} rows={1} />
                <Form.Item name={[name, 'dueOn']} label={form.by} rules={[{ required: true, message: words.missing }]}>
                  <Day {...days} />
                </Form.Item>
                {(held[name]?.length ?? 0) > 0 && (
                  <>
                    <HeldHere held={held[name] ?? []} />
                    <TextItem
                      name={[name, 'heldNotEnough']}
                      label={form.heldReason}
                      hint={form.heldReasonHint}
                      least={10}
                      most={500}
                      rows={2}
                    />
                  </>
                )}
                <Button size="small" onClick={() => remove(name)}>
                  {form.removeItem(name + 1)}
                </Button>
              </fieldset>
            ))}
            {fields.length < most && <Button onClick={() => add({})}>{form.addItem}</Button>}
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function HeldHere({ held }: { held: readonly Held[] }) {
  const { form } = useWords(directiveConsoleWords)
  const language = useLanguage()
  const format = useFormat()
  return (
    <Alert
      className="directive-held"
      type="warning"
      showIcon
      role="status"
      title={form.held}
      description={
        <ul className="plain-list">
          {held.map((one) =>
            one.from === 'system' ? (
              <li key={one.name.zh}>
                <strong>{one.name[language]}</strong> {one.where[language]}
              </li>
            ) : (
              <li key={`${one.directiveId}${one.what}`}>
                <strong>{one.what}</strong> {form.heldAsked(one.sender.name, format.day(one.issuedAt), one.title)}
              </li>
            ),
          )}
        </ul>
      }
    />
  )
}
