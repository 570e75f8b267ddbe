/** The keys that are in force on this page, and the switch for whoever cannot have single keys. */
import { Modal, Switch } from 'antd'
import { useId, useState } from 'react'
import { KeyHint, keyboard, setSingleKeys, singleKeysAreOn } from '#ui/console/use-keys.tsx'
import { useWords } from '#ui/words.ts'
import { roofWords } from './words.ts'

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useWords(roofWords)
  return (
    <Modal title={words.keys} open={open} onCancel={onClose} footer={null} width={720} destroyOnHidden>
      <Keys />
    </Modal>
  )
}

interface Shown {
  readonly press: string
  readonly does: string
}

function Keys() {
  const words = useWords(roofWords)
  const label = useId()
  const [single, setSingle] = useState(singleKeysAreOn)
  const [sets] = useState(() => keyboard.heard())
  const groups = new Map<string, Shown[]>()
  for (const { title, keys } of sets) {
    const shown = keys.flatMap(({ press, does }) => (does === undefined ? [] : [{ press, does }]))
    groups.set(title, [...(groups.get(title) ?? []), ...shown])
  }
  groups.set(words.forms, [
    { press: 'Ctrl+Enter', does: words.send },
    { press: 'Escape', does: words.close },
  ])
  return (
    <>
      <p className="quiet">{words.keysMore}</p>
      <div className="keys">
        {[...groups].map(([title, keys]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(({ press, does }) => (
                <div key={press}>
                  <dt>
                    <span className="unseen">{press}</span>
                    <KeyHint press={press} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="single-keys">
        <Switch
          size="small"
          aria-labelledby={label}
          checked={single}
          onChange={(on) => {
            setSingleKeys(on)
            setSingle(on)
          }}
        />
        <span id={label}>{words.singleKeys}</span>
        <small className="quiet">{words.singleKeysMore}</small>
      </p>
    </>
  )
}
