/** One household: where it stands, what it hangs on, and its holder's contact for a reason. */
import { Descriptions, Drawer } from 'antd'
import { Imprinted } from '#domains/org/me/screens/console/imprinted.tsx'
import { KeyLayer } from '#ui/console/use-keys.tsx'
import { consoleWords } from '#ui/console/words.ts'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#ui/words.ts'
import type { HouseholdView } from '../../contract.ts'
import { HouseholdRequests } from '../../requests/screens/console/household-requests.tsx'
import { serviceWords } from '../../words.ts'
import { ContactOnRequest } from './contact-on-request.tsx'
import { householdWords } from './words.ts'

interface HouseholdDrawerProps {
  readonly household: HouseholdView | null
  readonly open: boolean
  /** The number that calls, where it is known. */
  readonly caller: string | null
  readonly onClose: () => void
  /** When it is gone from the screen. */
  readonly onGone: () => void
}

export function HouseholdDrawer({ household, open, caller, onClose, onGone }: HouseholdDrawerProps) {
  const shared = useWords(consoleWords)
  return (
    <Drawer
      open={open}
      title={household?.address}
      size={560}
      onClose={onClose}
      destroyOnHidden
      closable={{ 'aria-label': shared.close }}
      afterOpenChange={(now) => now || onGone()}
    >
      <KeyLayer>
        {household !== null && (
          <Imprinted>
            <Household key={household.id} household={household} caller={caller} />
          </Imprinted>
        )}
      </KeyLayer>
    </Drawer>
  )
}

function Household({ household, caller }: { household: HouseholdView; caller: string | null }) {
  const words = useWords(householdWords)
  const { nodes } = useWords(serviceWords)
  const format = useFormat()
  const { columns } = words
  return (
    <>
      {household.may.includes('take_request') && (
        <div className="household-requests">
          <HouseholdRequests householdId={household.id} phone={caller} />
        </div>
      )}
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'no', label: columns.customerNo, children: household.customerNo },
          ...(household.floor === null
            ? []
            : [{ key: 'floor', label: words.floor, children: words.floorOf(household.floor) }]),
          { key: 'area', label: columns.area, children: words.squareMetres(format.number(household.heatedArea, 2)) },
          { key: 'station', label: columns.station, children: household.station },
        ]}
      />
      <h2 className="household-part">{words.network}</h2>
      <Descriptions
        column={1}
        size="small"
        items={household.network.map(({ kind, name }) => ({ key: kind, label: nodes[kind], children: name }))}
      />
      <h2 className="household-part">{words.contact}</h2>
      <ContactOnRequest household={household} />
    </>
  )
}
