/** A question that must be answered first: the browser's own dialog, as a sheet that rises to the thumb. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { uiWords } from '#ui/ui-words.ts'
import { useWords } from '#ui/words.ts'
import { Icon } from './icon.tsx'

interface DialogProps {
  open: boolean
  title: string
  /** Asked by the cross, Escape, the phone's back gesture or a tap beside it. */
  onClose: () => void
  actions?: ReactNode
  children: ReactNode
}

export function Dialog({ open, title, onClose, actions, children }: DialogProps) {
  const words = useWords(uiWords)
  const id = useId()
  const element = useRef<HTMLDialogElement>(null)

  useLayoutEffect(() => {
    const dialog = element.current
    if (dialog !== null && open !== dialog.hasAttribute('open')) setOpen(dialog, open)
  }, [open])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own `cancel`; the click is for those who tap beside it
    <dialog
      ref={element}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      {open && (
        <div className="sheet">
          <div className="bar">
            <h2 id={id}>{title}</h2>
            <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
          <div className="sheet-content">{children}</div>
          {actions !== undefined && <div className="actions">{actions}</div>}
        </div>
      )}
    </dialog>
  )
}

/** Phones of before 2022 have no dialog: there it is a plain layer, and focus is moved into it by hand. */
function setOpen(dialog: HTMLDialogElement, open: boolean): void {
  if (typeof dialog.showModal === 'function') {
    if (open) dialog.showModal()
    else dialog.close()
    return
  }
  dialog.toggleAttribute('open', open)
  dialog.setAttribute('role', 'dialog')
  dialog.setAttribute('aria-modal', 'true')
  if (open) dialog.querySelector('button')?.focus()
}
