/** Photos of a matter as small squares; one tap shows a photo whole, and the next ones from there. */
import { useState } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import './photos.css'

interface PhotosProps {
  /** What they are of, for those who cannot see them. */
  label: string
  /** Addresses of the photos. */
  addresses: readonly string[]
}

export function Photos({ label, addresses }: PhotosProps) {
  const words = useWords(uiWords).pictures
  const [open, setOpen] = useState<number | null>(null)
  const shown = open === null ? undefined : addresses[open]
  const named = (at: number) => `${label} ${words.one(at + 1)}`
  return (
    <>
      <ul className="photos" aria-label={label}>
        {addresses.map((address, at) => (
          <li key={address}>
            <button type="button" aria-label={words.open(named(at))} onClick={() => setOpen(at)}>
              <img src={address} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      <Dialog
        open={shown !== undefined}
        title={open === null ? label : words.of(open + 1, addresses.length)}
        onClose={() => setOpen(null)}
        actions={
          addresses.length > 1 &&
          open !== null && <Button onClick={() => setOpen((open + 1) % addresses.length)}>{words.next}</Button>
        }
      >
        {open !== null && <img className="photo-whole" src={shown} alt={named(open)} />}
      </Dialog>
    </>
  )
}
