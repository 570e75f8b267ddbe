/** One matter: where it stands, what can be done now, what was said and done, and its whole history. */
import { App } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { useTitle } from '#ui/console/page-head.tsx'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { uiWords } from '#ui/ui-words.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getMatter, type MatterView, type MoveName } from '../../contract.ts'
import { ActionBar } from './action-bar.tsx'
import { Actions } from './actions.tsx'
import { MatterFacts } from './facts.tsx'
import { MoveDrawer } from './forms/move-drawer.tsx'
import { type FormMove, isForm } from './forms/move-fields.tsx'
import { isQuick, useQuickMove } from './forms/use-move.ts'
import { Guesses } from './guesses.tsx'
import { MatterHead } from './head.tsx'
import { MatterHistory } from './history.tsx'
import { Links } from './links.tsx'
import { Piece } from './piece.tsx'
import { Answer, Said } from './said.tsx'
import { matterConsoleWords } from './words.ts'

export interface Back {
  readonly href: string
  readonly label: string
  readonly go: () => void
}

interface MatterPaneProps {
  readonly id: string
  readonly back: Back
  /** 1 where the matter is the page, 2 beside a list that has the heading of the page. */
  readonly level: 1 | 2
}

export function MatterPane({ id, back, level }: MatterPaneProps) {
  const { data, error, loading, reload } = useEndpoint(getMatter, { id })
  const words = useWords(matterConsoleWords)
  const ui = useWords(uiWords)
  useKeys(words.keys.matter, [{ press: 'Escape', does: back.label, run: back.go }])
  return (
    <>
      <nav className="pane-back" aria-label={ui.back}>
        <Link href={back.href} onClick={back.go}>
          ← {back.label}
        </Link>
        <KeyHint press="Escape" />
      </nav>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && loading && <LoadingNote rows={10} />}
      {data !== undefined && <Matter matter={data} level={level} />}
    </>
  )
}

function Matter({ matter, level }: { matter: MatterView; level: 1 | 2 }) {
  const words = useWords(matterConsoleWords)
  const { message } = App.useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  const [move, setMove] = useState<{ name: FormMove; actionId?: string; open: boolean } | null>(null)
  const quick = useQuickMove(matter)
  useTitle(`${matter.number} ${matter.title}`)

  // whoever opens a matter goes on with the keyboard there
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])

  const begin = (name: MoveName, actionId?: string) => {
    if (isQuick(name)) {
      quick(name).then((done) => done && message.success(words.made[name]))
      return
    }
    if (isForm(name)) setMove({ name, open: true, ...(actionId === undefined ? {} : { actionId }) })
  }
  const close = () => setMove((now) => (now === null ? null : { ...now, open: false }))

  return (
    <article className="matter" aria-labelledby="matter-title">
      <MatterHead matter={matter} level={level} heading={heading} />
      <ActionBar may={matter.may} onMove={begin} />
      <div className="matter-columns">
        <div className="matter-main">
          <Said matter={matter} level={level} />
          <Piece matter={matter} level={level} />
          <Answer matter={matter} level={level} />
          <Actions matter={matter} level={level} onFinish={(id) => begin('finish_action', id)} />
          <Guesses matter={matter} level={level} />
          <Links matter={matter} level={level} />
          <MatterHistory matter={matter} level={level} />
        </div>
        <MatterFacts matter={matter} level={level} />
      </div>
      {move !== null && (
        <MoveDrawer
          matter={matter}
          move={move.name}
          {...(move.actionId === undefined ? {} : { actionId: move.actionId })}
          open={move.open}
          onClose={close}
          onGone={() => setMove(null)}
          home={heading}
        />
      )}
    </article>
  )
}
