/** A unit of the company in its place below the others, and who would answer for it. */
import { listUnits, type UnitView } from '#domains/org/contract.ts'
import { Button } from '#ui/mobile/button.tsx'
import { Icon } from '#ui/mobile/icon.tsx'
import { Select } from '#ui/mobile/select.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { listHeads } from '../../choices/contract.ts'
import { matterWords } from '../../view/words.ts'
import type { PickProps } from './move-field.tsx'
import { itemsOf, listOf } from './move-fields.ts'
import './pick-unit.css'

export function PickUnit({ matter, ...field }: PickProps) {
  const words = useWords(matterWords)
  const heads = useEndpoint(listHeads, field.value === '' ? null : { unitId: [field.value] }).data?.heads
  const loaded = useEndpoint(listUnits, {})
  return (
    <Shown loaded={loaded} rows={1}>
      {({ units }) => (
        <Select
          {...field}
          hint={heads && (heads[0]?.person ? words.head(heads[0].person.name) : words.noHead)}
          placeholder={words.fields.choose}
          options={inTree(units).filter(({ value }) => value !== matter.leadUnit?.id)}
        />
      )}
    </Shown>
  )
}

/** Several units: those chosen can be taken off again, another is added from the list. */
export function PickUnits({ matter, value, onValue, ...frame }: PickProps) {
  const words = useWords(matterWords)
  const loaded = useEndpoint(listUnits, {})
  const chosen = itemsOf(value)
  return (
    <Shown loaded={loaded} rows={1}>
      {({ units }) => (
        <div className="pick-several">
          <Select
            {...frame}
            value=""
            placeholder={words.several.add}
            onValue={(id) => onValue(listOf([...chosen, id]))}
            options={inTree(units).filter(({ value: id }) => id !== matter.leadUnit?.id && !chosen.includes(id))}
          />
          {chosen.map((id) => {
            const name = units.find((unit) => unit.id === id)?.name ?? ''
            return (
              <Button
                key={id}
                label={words.several.takeOff(name)}
                onClick={() => onValue(listOf(chosen.filter((one) => one !== id)))}
              >
                {name} <Icon name="close" />
              </Button>
            )
          })}
        </div>
      )}
    </Shown>
  )
}

/** The units as they hang together, each below its own, indented by depth. */
export function inTree(units: readonly UnitView[]): { value: string; label: string }[] {
  const below = (parentId: string | null, depth: number): { value: string; label: string }[] =>
    units
      .filter((unit) => unit.parentId === parentId)
      .flatMap(({ id, name }) => [{ value: id, label: `${'　'.repeat(depth)}${name}` }, ...below(id, depth + 1)])
  return below(null, 0)
}
