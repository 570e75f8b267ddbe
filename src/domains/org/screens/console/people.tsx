/** People and roles: the tree of units at the left, the people of one at the right, and anybody by name. */
import { Button, Switch, Table, type TableColumnsType, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useLocation, useParams, useSearch } from 'wouter'
import { call } from '#ui/call.ts'
import { ExportButton } from '#ui/console/export-button.tsx'
import { EmptyNote, ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { exportPeople, listUnitPeople, listUnits, type PersonView, peopleRoles, rosterRoles } from '../../contract.ts'
import { getMe } from '../../me/contract.ts'
import { Views } from '../../views/screens/console/views.tsx'
import { orgWords } from '../../words.ts'
import { FreshFactor } from './fresh-factor.tsx'
import { PersonDrawer } from './person-drawer.tsx'
import { PersonSearch } from './person-search.tsx'
import { lineOf, unitsInReach } from './reach.ts'
import { UnitTree } from './unit-tree.tsx'
import { usePages } from './use-pages.ts'
import { orgConsoleWords } from './words.ts'
import './people.css'

export function People() {
  const words = useWords(orgConsoleWords).people
  const { unitId } = useParams<{ unitId?: string }>()
  const [, navigate] = useLocation()
  const tree = useEndpoint(listUnits, {})
  const me = useEndpoint(getMe, {})
  const below = new URLSearchParams(useSearch()).get('below') === '1'
  const [person, setPerson] = useState<string | null>(null)

  const addressOf = (id: string | undefined, withBelow: boolean) =>
    `/people${id === undefined ? '' : `/${id}`}${withBelow ? '?below=1' : ''}`
  const setBelow = (on: boolean) => navigate(addressOf(chosen, on), { replace: true })
  const units = tree.data?.units ?? []
  const held = me.data?.roles ?? []
  const reach = useMemo(() => unitsInReach(units, held, peopleRoles), [units, held])
  const chosen = unitId ?? reach.values().next().value
  const asked = chosen === undefined ? null : ({ id: chosen, below: below ? 'yes' : 'no' } as const)
  const people = usePages(useEndpoint(listUnitPeople, asked), (after) => call(listUnitPeople, { ...asked!, after }))
  const error = tree.error ?? me.error ?? people.error
  const mayImport = held.some((one) => rosterRoles.includes(one.role))

  return (
    <div className="page people">
      <PageHead title={words.title}>
        <PersonSearch onChoose={setPerson} />
        {mayImport && (
          <Link href="/people/import" asChild>
            <Button type="primary">{words.importRoster}</Button>
          </Link>
        )}
      </PageHead>
      <Views
        list="people"
        query={unitId === undefined && !below ? '' : viewOf(chosen, below)}
        onOpen={(query) => {
          const view = new URLSearchParams(query)
          navigate(addressOf(view.get('unit') ?? undefined, view.get('below') === '1'))
        }}
      />
      {error !== null && <ErrorNote error={error} onRetry={people.reload} />}
      <div className="people-split">
        <nav className="people-units" aria-label={words.units}>
          {tree.data === undefined ? (
            <LoadingNote rows={8} />
          ) : (
            <UnitTree units={units} reach={reach} chosen={chosen} onChoose={(id) => navigate(addressOf(id, below))} />
          )}
        </nav>
        <section className="people-list" aria-label={words.title}>
          {chosen !== undefined && (
            <div className="people-bar">
              <h2>{lineOf(units, chosen)}</h2>
              <span className="people-bar-end">
                <span>
                  <Switch aria-label={words.below} checked={below} onChange={setBelow} />{' '}
                  <span aria-hidden="true">{words.below}</span>
                </span>
                {people.rows !== undefined && people.rows.length > 0 && (
                  <ExportButton
                    endpoint={exportPeople}
                    input={{ id: chosen, below: below ? 'yes' : 'no' }}
                    refusal={(error, retry) => <FreshFactor error={error} onRetry={retry} />}
                  />
                )}
              </span>
            </div>
          )}
          {chosen === undefined && me.data !== undefined && <EmptyNote title={words.choose} />}
          {people.rows === undefined && people.loading && <LoadingNote rows={8} />}
          {people.rows?.length === 0 && (
            <EmptyNote title={words.empty}>
              <p className="quiet">{words.emptyMore}</p>
            </EmptyNote>
          )}
          {people.rows !== undefined && people.rows.length > 0 && (
            <PeopleTable rows={people.rows} below={below} onOpen={setPerson} />
          )}
          {people.hasMore && (
            <Button onClick={people.loadMore} loading={people.loadingMore}>
              {words.more}
            </Button>
          )}
        </section>
      </div>
      <PersonDrawer id={person} units={units} onClose={() => setPerson(null)} />
    </div>
  )
}

/** The unit and whether with those below, as a view keeps them. */
const viewOf = (unitId: string | undefined, below: boolean): string =>
  new URLSearchParams({
    ...(unitId === undefined ? {} : { unit: unitId }),
    ...(below ? { below: '1' } : {}),
  }).toString()

interface PeopleTableProps {
  readonly rows: readonly PersonView[]
  readonly below: boolean
  readonly onOpen: (id: string) => void
}

function PeopleTable({ rows, below, onOpen }: PeopleTableProps) {
  const words = useWords(orgConsoleWords).people
  const { roles, party } = useWords(orgWords)
  const { columns } = words
  const unit: TableColumnsType<PersonView> = below ? [{ title: columns.unit, dataIndex: 'unitName' }] : []
  const status: TableColumnsType<PersonView> = rows.some((row) => row.partyStatus !== undefined)
    ? [{ title: columns.party, render: (_, row) => (row.partyStatus === undefined ? '' : party[row.partyStatus]) }]
    : []
  return (
    <Table<PersonView>
      size="small"
      rowKey="id"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...rows]}
      columns={[
        {
          title: columns.name,
          render: (_, row) => (
            <Button
              type="link"
              className="name-button"
              aria-label={words.open(row.name)}
              onClick={() => onOpen(row.id)}
            >
              {row.name}
            </Button>
          ),
        },
        { title: columns.staffNo, dataIndex: 'staffNo' },
        ...unit,
        { title: columns.posts, render: (_, row) => row.posts.join('、') },
        {
          title: columns.roles,
          render: (_, row) => (
            <span className="grant">
              {row.grants.map((one) => (
                <Tag key={one.id}>{roles[one.role]}</Tag>
              ))}
            </span>
          ),
        },
        ...status,
      ]}
    />
  )
}
