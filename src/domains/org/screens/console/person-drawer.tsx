/** One person: posts, Party membership, roles given and taken back, and the phone for a reason. */
import { Button, Descriptions, Drawer, Popconfirm, Tag } from 'antd'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { KeyLayer } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { AccountPanel } from '../../accounts/screens/console/account-panel.tsx'
import { type GrantView, getPerson, type PersonView, revokeRole, type UnitView } from '../../contract.ts'
import { DeputyPanel } from '../../deputies/screens/console/deputy-panel.tsx'
import { Imprinted } from '../../me/screens/console/imprinted.tsx'
import { orgWords } from '../../words.ts'
import { FreshFactor } from './fresh-factor.tsx'
import { GrantForm } from './grant-form.tsx'
import { PhoneOnRequest } from './phone-on-request.tsx'
import { orgConsoleWords } from './words.ts'

interface PersonDrawerProps {
  /** null: closed. */
  readonly id: string | null
  readonly units: readonly UnitView[]
  readonly onClose: () => void
}

export function PersonDrawer({ id, units, onClose }: PersonDrawerProps) {
  const shared = useWords(consoleWords)
  const { data, error, reload } = useEndpoint(getPerson, id === null ? null : { id })
  return (
    <Drawer
      open={id !== null}
      title={data === undefined ? '' : `${data.name} ${data.staffNo}`}
      size={560}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': shared.close }}
    >
      <KeyLayer>
        {error !== null && <ErrorNote error={error} onRetry={reload} />}
        {data === undefined && error === null && <LoadingNote rows={6} />}
        {data !== undefined && (
          <Imprinted>
            <Person key={data.id} person={data} units={units} />
          </Imprinted>
        )}
      </KeyLayer>
    </Drawer>
  )
}

function Person({ person, units }: { person: PersonView; units: readonly UnitView[] }) {
  const words = useWords(orgConsoleWords).person
  const columns = useWords(orgConsoleWords).people.columns
  const { party } = useWords(orgWords)
  const mayGrant = person.may.includes('grant_role')
  return (
    <>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'unit', label: columns.unit, children: person.unitName },
          { key: 'posts', label: words.posts, children: person.posts.join('、') || words.noPosts },
          ...(person.partyStatus === undefined
            ? []
            : [{ key: 'party', label: words.party, children: party[person.partyStatus] }]),
          { key: 'phone', label: words.phone, children: <PhoneOnRequest person={person} /> },
        ]}
      />
      <h3 className="person-part">{words.roles}</h3>
      {person.grants.length === 0 && <p className="quiet">{words.noRoles}</p>}
      <ul className="grants">
        {person.grants.map((one) => (
          <Grant key={one.id} personId={person.id} grant={one} mayRevoke={mayGrant} />
        ))}
      </ul>
      <DeputyPanel personId={person.id} />
      {mayGrant && <GrantForm personId={person.id} unitId={person.unitId} units={units} />}
      {mayGrant && <AccountPanel personId={person.id} />}
    </>
  )
}

function Grant({ personId, grant, mayRevoke }: { personId: string; grant: GrantView; mayRevoke: boolean }) {
  const words = useWords(orgConsoleWords).person
  const { roles } = useWords(orgWords)
  const { run, busy, error } = useAction(revokeRole, ['/org'])
  const revoke = () => void run({ id: personId, grantId: grant.id })
  const role = roles[grant.role]
  return (
    <li>
      <span className="grant">
        {words.at(role, grant.unitName)} <Tag>{words.source[grant.source]}</Tag>
        {mayRevoke && (
          <Popconfirm
            title={words.revokeWhat(role)}
            description={grant.source === 'roster' ? words.revokeRoster : words.revokeConsole}
            okText={words.revoke}
            onConfirm={revoke}
          >
            <Button size="small" loading={busy} aria-label={words.revokeWhat(words.at(role, grant.unitName))}>
              {words.revoke}
            </Button>
          </Popconfirm>
        )}
      </span>
      <FreshFactor error={error} onRetry={revoke} />
    </li>
  )
}
