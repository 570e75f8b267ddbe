/** The person's own page: who I am here, how to say what is wrong with this system, and the way to the desktop. */
import type { ReactNode } from 'react'
import type { MeView } from '#domains/org/me/contract.ts'
import { AccountRows } from '#domains/org/me/screens/mobile/account-rows.tsx'
import { Card, Facts } from '#ui/mobile/card.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useWords } from '#ui/words.ts'
import { roofWords } from './words.ts'

/** `me` is null without a line. */
export function Me({ me, tabs }: { me: MeView | null; tabs: ReactNode }) {
  const words = useWords(roofWords)
  return (
    <Page title={words.me} aside={<LanguageSwitch />} tabs={tabs}>
      {me === null ? (
        <p>{words.offline}</p>
      ) : (
        <Card>
          <h2>{me.person.name}</h2>
          <Facts
            rows={[
              { name: words.unit, value: me.person.unit.name },
              { name: words.staffNo, value: me.person.staffNo },
            ]}
          />
        </Card>
      )}
      <List>
        <ListRow href="/ledger" title={words.ledger}>
          {words.ledgerMore}
        </ListRow>
        <ListRow href="/me/data" title={words.data}>
          {words.dataMore}
        </ListRow>
        <ListRow href="/suggest?about=this_system" title={words.complain}>
          {words.complainMore}
        </ListRow>
      </List>
      {me !== null && <AccountRows me={me} />}
      {me?.home === 'console' && (
        <a className="button" href="/console/">
          {words.console}
        </a>
      )}
    </Page>
  )
}
