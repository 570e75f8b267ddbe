/** What a receipt opens: read when the page opens, when it is looked at again, and each minute while it is. */
import { useCallback, useEffect, useState } from 'react'
import { asCallError, type CallError, call } from '#ui/call.ts'
import { openReceipt, type ReceiptView } from '../../contract.ts'

const AGAIN_MS = 60_000

export interface ReceiptReading {
  readonly data: ReceiptView | null
  readonly error: CallError | null
  readonly reload: () => void
  /** What a move has brought. */
  readonly show: (view: ReceiptView) => void
}

/** `code` null: nothing is asked yet. */
export function useReceipt(code: string | null): ReceiptReading {
  const [state, setState] = useState<{ data: ReceiptView | null; error: CallError | null }>({ data: null, error: null })
  const reload = useCallback(() => {
    if (code === null) return
    call(openReceipt, { code }).then(
      (data) => setState({ data, error: null }),
      (thrown) => setState(({ data }) => ({ data, error: asCallError(thrown) })),
    )
  }, [code])
  useEffect(() => {
    reload()
    const visible = () => document.visibilityState === 'visible' && reload()
    const timer = setInterval(visible, AGAIN_MS)
    document.addEventListener('visibilitychange', visible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', visible)
    }
  }, [reload])
  const show = useCallback((data: ReceiptView) => setState({ data, error: null }), [])
  return { ...state, reload, show }
}
