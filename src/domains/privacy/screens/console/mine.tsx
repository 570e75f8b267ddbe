/** What is held about me, at the desk: one table a category; copies and requests are pages of the phone's build. */
import { Button, Descriptions, Table } from 'antd'
import { orgWords } from '#domains/org/words.ts'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useLanguage, useWords } from '#ui/words.ts'
import { type CategoryView, getHeld } from '../../contract.ts'
import { privacyConsoleWords } from './words.ts'
import './privacy.css'

export function Mine() {
  const words = useWords(privacyConsoleWords)
  const { party } = useWords(orgWords)
  const { data, error, reload } = useEndpoint(getHeld, {})
  return (
    <div className="page">
      <PageHead title={words.mine}>
        <Button href="/me/data/shown">{words.shown}</Button>
        <Button type="primary" href="/me/data">
          {words.toPhone}
        </Button>
      </PageHead>
      <p className="quiet">{words.mineIntro}</p>
      {error !== null && <ErrorNote error={error} onRetry={reload} />}
      {data === undefined && error === null && <LoadingNote rows={8} />}
      {data !== undefined && (
        <>
          <Descriptions
            size="small"
            column={3}
            items={[
              { key: 'name', label: words.name, children: data.record.name },
              { key: 'no', label: words.staffNo, children: data.record.staffNo },
              { key: 'unit', label: words.unit, children: data.record.unitName },
              { key: 'phone', label: words.phone, children: data.record.phone ?? words.unknown },
              { key: 'party', label: words.party, children: party[data.record.partyStatus] },
            ]}
          />
          {data.categories.map((category) => (
            <Category key={category.key} category={category} />
          ))}
        </>
      )}
    </div>
  )
}

function Category({ category: { title, holdings } }: { category: CategoryView }) {
  const words = useWords(privacyConsoleWords)
  const language = useLanguage()
  return (
    <>
      <h2 className="privacy-heading">{title[language]}</h2>
      <Table<CategoryView['holdings'][number]>
        size="small"
        rowKey="table"
        pagination={false}
        dataSource={holdings}
        columns={[
          { key: 'purpose', title: words.purpose, width: '28%', render: (_, { purpose }) => purpose[language] },
          {
            key: 'basis',
            title: words.basis,
            width: '28%',
            render: (_, { basis }) =>
              `${words.statute(basis[language], basis.source)}${words.certainty[basis.certainty]}`,
          },
          { key: 'openTo', title: words.openTo, render: (_, { openTo }) => openTo[language] },
          { key: 'keep', title: words.keep, render: (_, { keep }) => keep[language] },
          {
            key: 'rows',
            title: words.count,
            render: (_, { rows }) => (rows === null ? words.notCounted : words.rows(rows)),
          },
        ]}
      />
    </>
  )
}
