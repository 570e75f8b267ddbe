/** The rows of one's own account, for the page "Me". */
import { Section } from '#ui/mobile/card.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { useWords } from '#ui/words.ts'
import { deputyWords } from '../../../deputies/words.ts'
import { Leave } from '../../../sign-in/screens/mobile/leave.tsx'
import type { MeView } from '../../contract.ts'
import { words as meWords } from './words.ts'

export function AccountRows({ me }: { me: MeView }) {
  const words = useWords(meWords)
  const deputies = useWords(deputyWords)
  const { isSet, recoveryCodesLeft } = me.secondFactor
  return (
    <Section title={words.account}>
      <List>
        <ListRow href="/me/deputies" title={deputies.title}>
          {deputies.more}
        </ListRow>
        <ListRow href="/me/sessions" title={words.sessions}>
          {words.sessionsMore}
        </ListRow>
        {me.session.kind === 'normal' && (
          <>
            <ListRow href="/me/password" title={words.password}>
              {words.passwordMore}
            </ListRow>
            <ListRow href="/me/second-factor" title={words.factor}>
              {isSet ? words.factorIsSet(recoveryCodesLeft) : words.factorNotSet}
            </ListRow>
          </>
        )}
      </List>
      <Leave demo={me.session.kind === 'demo'} />
    </Section>
  )
}
