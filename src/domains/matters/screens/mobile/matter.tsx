/** One matter on the phone: where it stands, what came of it, what is mine to do, and how it came so far. */
import { useState } from 'react'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { getMatter, type MatterView, type MoveName } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'
import { Content } from './content.tsx'
import { Cosign } from './cosign.tsx'
import { Follow } from './follow.tsx'
import { Guesses } from './guesses.tsx'
import { Links } from './links.tsx'
import { inFoot, MoveButtons } from './move-buttons.tsx'
import { MoveSheet } from './move-form.tsx'
import { MyTurn } from './my-turn.tsx'
import { Outcome } from './outcome.tsx'
import { Piece } from './piece.tsx'
import { Standing } from './standing.tsx'
import { Actions, Steps } from './steps.tsx'

export function Matter({ id }: { id: string }) {
  const words = useWords(matterWords)
  const language = useLanguage()
  const loaded = useEndpoint(getMatter, { id })
  const [open, setOpen] = useState<MoveName | null>(null)
  const { data: matter } = loaded
  const title = matter === undefined ? words.matter : `${matter.kindWords[language]} ${matter.number}`
  const moves = matter === undefined ? [] : inFoot(matter.may)
  return (
    <Page
      title={title}
      back="/"
      aside={matter === undefined ? undefined : <Follow matter={matter} />}
      actions={moves.length === 0 ? undefined : <MoveButtons moves={moves} onMove={setOpen} />}
    >
      <Shown loaded={loaded} rows={5}>
        {(shown) => <Parts matter={shown} />}
      </Shown>
      {matter !== undefined && open !== null && (
        <MoveSheet key={open} matter={matter} move={open} onClose={() => setOpen(null)} />
      )}
    </Page>
  )
}

function Parts({ matter }: { matter: MatterView }) {
  return (
    <>
      <Standing matter={matter} />
      <Outcome matter={matter} />
      <MyTurn matter={matter} />
      <Cosign matter={matter} />
      <Guesses matter={matter} />
      {matter.state === 'split' && <Links matter={matter} />}
      <Content matter={matter} />
      <Piece matter={matter} />
      {matter.state !== 'split' && <Links matter={matter} />}
      <Actions matter={matter} />
      <Steps matter={matter} />
    </>
  )
}
