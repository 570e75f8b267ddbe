/** What is filled in and sent together. After a try that failed, the first field with a fault has the focus. */
import { type ReactNode, type SubmitEvent, useRef } from 'react'

interface FormProps {
  /** For a submit button outside, in the page's actions. */
  id: string
  onSubmit: () => void | Promise<void>
  children: ReactNode
}

export function Form({ id, onSubmit, children }: FormProps) {
  const element = useRef<HTMLFormElement>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    await onSubmit()
    // Once the faults are drawn.
    requestAnimationFrame(() => requestAnimationFrame(() => focusFault(element.current)))
  }
  return (
    <form ref={element} id={id} className="form" noValidate onSubmit={submit}>
      {children}
    </form>
  )
}

function focusFault(form: HTMLFormElement | null): void {
  const faulty = form?.querySelector('[aria-invalid=true]')
  const control = faulty?.matches('fieldset') === true ? faulty.querySelector('input') : faulty
  if (control instanceof HTMLElement) control.focus()
}
