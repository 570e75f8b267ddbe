/** Where it is: from the estate down, or by customer number and the end of the phone that belongs to it. */
import { useState } from 'react'
import { Button } from '#ui/mobile/button.tsx'
import { Card } from '#ui/mobile/card.tsx'
import { Chips } from '#ui/mobile/chips.tsx'
import { Field } from '#ui/mobile/field.tsx'
import { ErrorNote } from '#ui/mobile/notes.tsx'
import { Select } from '#ui/mobile/select.tsx'
import { useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listPlaces, type PlaceView, recogniseHome } from '../../contract.ts'
import type { Home } from './report-draft.ts'
import { heatWords } from './words.ts'

interface PlaceFieldProps {
  readonly home: Home | null
  readonly onHome: (home: Home | null) => void
  /** What is missing. */
  readonly error: string | undefined
}

export function PlaceField({ home, onHome, error }: PlaceFieldProps) {
  const words = useWords(heatWords).report
  const [way, setWay] = useState<'address' | 'number'>('address')
  if (home !== null) return <Chosen home={home} onHome={onHome} />
  return (
    <>
      <Chips
        label={words.where}
        options={[
          { value: 'address', label: words.byAddress },
          { value: 'number', label: words.byNumber },
        ]}
        value={way}
        onValue={setWay}
      />
      {way === 'address' ? <ByAddress onHome={onHome} error={error} /> : <ByNumber onHome={onHome} error={error} />}
    </>
  )
}

function Chosen({ home, onHome }: { home: Home; onHome: (home: Home | null) => void }) {
  const words = useWords(heatWords).report
  return (
    <>
      <Card tone="accent">
        <p>{home.address}</p>
        <Button kind="quiet" onClick={() => onHome(null)}>
          {words.another}
        </Button>
      </Card>
      <Field
        label={words.flat}
        hint={words.flatHint}
        optional={true}
        value={home.flat}
        onValue={(flat) => onHome({ ...home, flat })}
        maxLength={20}
      />
    </>
  )
}

interface WayProps {
  readonly onHome: (home: Home) => void
  readonly error: string | undefined
}

/** Chosen step by step; what has nothing below it is the place. */
function ByAddress({ onHome, error }: WayProps) {
  const words = useWords(heatWords).report
  const [q, setQ] = useState('')
  const [path, setPath] = useState<readonly PlaceView[]>([])
  const estates = useEndpoint(listPlaces, q.trim() === '' || path.length > 0 ? null : { q: q.trim() })
  const estate = path[0]
  const building = path[1]
  const buildings = useEndpoint(listPlaces, estate?.divided === true ? { under: estate.id } : null)
  const entrances = useEndpoint(listPlaces, building?.divided === true ? { under: building.id } : null)
  const choose = (places: readonly PlaceView[]) => {
    setPath(places)
    const last = places.at(-1)
    if (last !== undefined && !last.divided)
      onHome({ placeId: last.id, address: places.map(({ name }) => name).join(''), flat: '' })
  }
  if (estate === undefined)
    return (
      <>
        <Field label={words.estate} hint={words.estateHint} value={q} onValue={setQ} maxLength={40} error={error} />
        <div role="status">
          {estates.data?.places.length === 0 && <p className="soft">{words.noEstate}</p>}
          {(estates.data?.places ?? []).slice(0, 8).map((place) => (
            <Button key={place.id} onClick={() => choose([place])}>
              {place.name}
            </Button>
          ))}
        </div>
        {estates.error !== null && <ErrorNote error={estates.error} onRetry={estates.reload} />}
      </>
    )
  const options = (places: readonly PlaceView[]) => places.map(({ id, name }) => ({ value: id, label: name }))
  const found = buildings.data?.places ?? []
  const doors = entrances.data?.places ?? []
  return (
    <>
      <p>
        {estate.name}{' '}
        <Button kind="quiet" onClick={() => choose([])}>
          {words.another}
        </Button>
      </p>
      <Select
        label={words.building}
        placeholder={words.choose}
        options={options(found)}
        error={building === undefined ? error : undefined}
        value={building?.id ?? ''}
        onValue={(id) => choose([estate, found.find((place) => place.id === id)!])}
      />
      {building?.divided && (
        <Select
          label={words.entrance}
          placeholder={words.choose}
          options={options(doors)}
          error={error}
          value=""
          onValue={(id) => choose([estate, building, doors.find((place) => place.id === id)!])}
        />
      )}
    </>
  )
}

function ByNumber({ onHome, error }: WayProps) {
  const words = useWords(heatWords).report
  const [customerNo, setCustomerNo] = useState('')
  const [phoneEnd, setPhoneEnd] = useState('')
  const recognise = useAction(recogniseHome)
  const find = async () => {
    const done = await recognise.run({ customerNo: customerNo.trim(), phoneEnd })
    if (!done.ok) return
    const { placeId, address, flat } = done.reply
    onHome({ placeId, address: address.slice(0, address.length - flat.length), flat })
  }
  const complete = customerNo.trim().length > 2 && /^\d{4}$/.test(phoneEnd)
  return (
    <>
      <Field
        label={words.customerNo}
        hint={words.customerNoHint}
        value={customerNo}
        onValue={setCustomerNo}
        inputMode="numeric"
        maxLength={40}
        error={error}
      />
      <Field label={words.phoneEnd} value={phoneEnd} onValue={setPhoneEnd} inputMode="numeric" maxLength={4} />
      <Button onClick={() => void find()} busy={recognise.busy} disabled={!complete}>
        {words.find}
      </Button>
      {recognise.error !== null && <ErrorNote error={recognise.error} />}
    </>
  )
}
