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

function Keys() {
  const words = useWords(roofWords)
  const label = useId()
  const [single, setSingle] = useState(singleKeysAreOn)
  const [sets] = useState(() => keyboard.heard())
  const titles = [...new Set(sets.map((set) => set.title))]
  return (
    <>
      <p className="quiet">{words.keysMore}</p>
      <div className="keys">
        {titles.map((title) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {sets
                .filter((set) => set.title === title)
                .flatMap((set) => set.keys)
                .filter((one) => one.does !== undefined)
                .map((one) => (
                  <div key={one.press}>
                    <dt>
                      <span className="unseen">{one.press}</span>
                      <KeyHint press={one.press} />
                    </dt>
                    <dd>{one.does}</dd>
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
