/** The first page of a heat user: what is wrong, and what became of what he reported before. */
import { Link } from 'wouter'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/mobile/card.tsx'
import { LanguageSwitch } from '#ui/mobile/language-switch.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useWords } from '#ui/words.ts'
import { troubles } from '../../contract.ts'
import { requestWords } from '../../words.ts'
import { keptReceipts } from './kept.ts'
import { heatWords } from './words.ts'
import './heat.css'

export function Start() {
  const words = useWords(heatWords)
  const named = useWords(requestWords).troubles
  const format = useFormat()
  const kept = keptReceipts()
  return (
    <Page title={words.title} aside={<LanguageSwitch />}>
      <Section title={words.whatIsWrong}>
        <ul className="troubles">
          {troubles.map((trouble) => (
            <li key={trouble}>
              <Link href={`/heat/report?trouble=${trouble}`} className={`trouble ${trouble}`}>
                {named[trouble]}
              </Link>
            </li>
          ))}
        </ul>
        <p className="soft">{words.urgent}</p>
      </Section>
      <Section title={words.mine}>
        <List label={words.mine}>
          {kept.map(({ code, number, title, at }) => (
            <ListRow key={code} href={`/heat/follow#${code}`} title={title}>
              {number} · {format.day(at)}
            </ListRow>
          ))}
          <ListRow href="/heat/follow" title={words.byCode} />
        </List>
      </Section>
    </Page>
  )
}
