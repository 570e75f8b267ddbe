/** What is held about me: my record, who saw my phone, the ways to a copy and to a request, and every kind of entry with its reason. */
import { orgWords } from '#domains/org/words.ts'
import { useFormat } from '#ui/format.ts'
import { Card, Facts, Section } from '#ui/mobile/card.tsx'
import { List, ListRow } from '#ui/mobile/list.tsx'
import { More } from '#ui/mobile/more.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { type CategoryView, getHeld, type RecordView, type RequestView } from '../../contract.ts'
import { words as privacyWords } from './words.ts'
import './held.css'

export function Held() {
  const words = useWords(privacyWords)
  const loaded = useEndpoint(getHeld, {})
  return (
    <Page title={words.title} back="/me">
      <p className="soft">{words.intro}</p>
      <Shown loaded={loaded} rows={5}>
        {({ record, categories, requests }) => (
          <>
            <Record record={record} />
            <List>
              <ListRow href="/me/data/shown" title={words.shownRow}>
                {words.shownMore}
              </ListRow>
              <ListRow href="/me/data/copy" title={words.copyRow}>
                {words.copyMore}
              </ListRow>
              <ListRow href="/me/data/ask" title={words.askRow}>
                {words.askMore}
              </ListRow>
            </List>
            {requests.length > 0 && <Requests requests={requests} />}
            <Section title={words.held}>
              {categories.map((category) => (
                <Category key={category.key} category={category} />
              ))}
            </Section>
          </>
        )}
      </Shown>
    </Page>
  )
}

export function Record({ record }: { record: RecordView }) {
  const words = useWords(privacyWords)
  const { party } = useWords(orgWords)
  return (
    <Section title={words.record}>
      <Card>
        <Facts
          rows={[
            { name: words.name, value: record.name },
            { name: words.staffNo, value: record.staffNo },
            { name: words.unit, value: record.unitName },
            { name: words.phone, value: record.phone ?? words.noPhone },
            { name: words.party, value: party[record.partyStatus] },
          ]}
        />
      </Card>
    </Section>
  )
}

function Requests({ requests }: { requests: readonly RequestView[] }) {
  const words = useWords(privacyWords)
  const format = useFormat()
  return (
    <Section title={words.requests}>
      <List>
        {requests.map(({ id, what, words: said, matter }) => (
          <ListRow key={id} href={`/matters/${matter.id}`} title={`${words.what[what]} · ${matter.number}`}>
            <span className="clamped">{said ?? words.gone}</span>
            {matter.dueAt !== null && words.dueAt(format.by(matter.dueAt))}
          </ListRow>
        ))}
      </List>
    </Section>
  )
}

export function Category({ category: { title, holdings } }: { category: CategoryView }) {
  const words = useWords(privacyWords)
  const language = useLanguage()
  const counted = holdings.reduce((sum, { rows }) => sum + (rows ?? 0), 0)
  return (
    <More title={`${title[language]} · ${words.rows(counted)}`}>
      <div className="held">
        {holdings.map(({ table, purpose, basis, openTo, keep, rows }) => (
          <Card key={table}>
            <h3>{purpose[language]}</h3>
            <p className="soft">{rows === null ? words.notCounted : words.rows(rows)}</p>
            <Facts
              rows={[
                {
                  name: words.basis,
                  value: `${basis[language]}（${basis.source}）${words.certainty[basis.certainty]}`,
                },
                { name: words.openTo, value: openTo[language] },
                { name: words.keep, value: keep[language] },
              ]}
            />
          </Card>
        ))}
      </div>
    </More>
  )
}
