/** Takes a list out as a file: one button, two formats. It says that it takes long, can be stopped, and shows what was refused. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown, Modal } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { InputOf } from '#platform/endpoint.ts'
import { type ExportFormat, exportFormats } from '#platform/file-reply.ts'
import { asCallError, type Callable, type CallError, callFile } from '#ui/call.ts'
import { useWords } from '#ui/words.ts'
import { ErrorNote } from './notes.tsx'
import { KeyLayer } from './use-keys.tsx'
import { consoleWords } from './words.ts'

interface ExportButtonProps<E> {
  readonly endpoint: E
  /** What the list shows now; the format is added. */
  readonly input: Omit<InputOf<E>, 'format'>
  /** What is shown instead of an error, for lists that ask for a fresh second factor. */
  readonly refusal?: (error: CallError, retry: () => void) => ReactNode
}

const SLOW_MS = 1_500

type State =
  | { readonly step: 'idle'; readonly done?: string }
  | { readonly step: 'busy'; readonly slow: boolean }
  | { readonly step: 'refused'; readonly error: CallError; readonly format: ExportFormat }

export function ExportButton<E extends Callable>({ endpoint, input, refusal }: ExportButtonProps<E>) {
  const words = useWords(consoleWords)
  const [state, setState] = useState<State>({ step: 'idle' })
  const underway = useRef<AbortController | null>(null)
  useEffect(() => () => underway.current?.abort(), [])

  const take = async (format: ExportFormat) => {
    const over = new AbortController()
    underway.current?.abort()
    underway.current = over
    setState({ step: 'busy', slow: false })
    const timer = setTimeout(() => over.signal.aborted || setState({ step: 'busy', slow: true }), SLOW_MS)
    try {
      const { file, name } = await callFile(endpoint, { ...input, format } as InputOf<E>, { signal: over.signal })
      save(file, name)
      setState({ step: 'idle', done: name })
    } catch (thrown) {
      setState(over.signal.aborted ? { step: 'idle' } : { step: 'refused', error: asCallError(thrown), format })
    } finally {
      clearTimeout(timer)
    }
  }
  const retry = () => state.step === 'refused' && void take(state.format)
  const labels = { xlsx: words.asXlsx, csv: words.asCsv }
  return (
    <span className="export">
      <Dropdown
        trigger={['click']}
        disabled={state.step === 'busy'}
        menu={{
          items: exportFormats.map((format) => ({
            key: format,
            label: labels[format],
            onClick: () => void take(format),
          })),
        }}
      >
        <Button icon={<DownloadOutlined aria-hidden="true" />} loading={state.step === 'busy'}>
          {state.step === 'busy' ? words.exporting : words.exportAs}
        </Button>
      </Dropdown>
      <span role="status" className="quiet">
        {state.step === 'busy' && state.slow && words.exportSlow}
        {state.step === 'idle' && state.done !== undefined && words.exported(state.done)}
      </span>
      {state.step === 'busy' && state.slow && (
        <Button size="small" onClick={() => underway.current?.abort()}>
          {words.exportStop}
        </Button>
      )}
      <Modal
        open={state.step === 'refused'}
        title={words.exportAs}
        footer={null}
        destroyOnHidden
        closable={{ 'aria-label': words.close }}
        onCancel={() => setState({ step: 'idle' })}
      >
        <KeyLayer>
          {state.step === 'refused' &&
            (refusal?.(state.error, retry) ?? <ErrorNote error={state.error} onRetry={retry} />)}
        </KeyLayer>
      </Modal>
    </span>
  )
}

/** Hands the file to the browser, which keeps it where it keeps what is downloaded. */
function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
