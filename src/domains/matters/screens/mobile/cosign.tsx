/** A declined matter that colleagues can have taken up: how many are still needed, until when, and one's own signature. */
import { useState } from 'react'
import { useFormat } from '#ui/format.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Card, Section } from '#ui/mobile/card.tsx'
import { useWords } from '#ui/words.ts'
import type { MatterView } from '../../contract.ts'
import { cosignWords } from '../../cosign/words.ts'
import { matterWords } from '../../view/words.ts'
import { MoveSheet } from './move-form.tsx'

export function Cosign({ matter }: { matter: MatterView }) {
  const words = useWords(matterWords)
  const own = useWords(cosignWords)
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { cosign, may } = matter
  if (cosign === null) return null
  const move = may.includes('cosign') ? 'cosign' : may.includes('uncosign') ? 'uncosign' : null
  return (
    <Section title={move === 'cosign' ? own.title : words.moves.cosign}>
      <Card>
        {cosign.mine && <p>{own.mine}</p>}
        <p>{own.more(cosign.more, cosign.needed, format.by(cosign.until))}</p>
        {move === 'cosign' && <p className="soft">{own.voluntary}</p>}
        {move !== null && (
          <Button kind={move === 'cosign' ? 'primary' : 'plain'} onClick={() => setOpen(true)}>
            {words.moves[move]}
          </Button>
        )}
      </Card>
      {move !== null && open && <MoveSheet key={move} matter={matter} move={move} onClose={() => setOpen(false)} />}
    </Section>
  )
}
