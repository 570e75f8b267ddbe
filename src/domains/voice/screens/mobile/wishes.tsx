/** What one may say besides the words: what it is about, who sees it, and to whom it goes. All of it has a default. */
import { Chips } from '#ui/mobile/chips.tsx'
import { Choice } from '#ui/mobile/choice.tsx'
import { More } from '#ui/mobile/more.tsx'
import { useWords } from '#ui/words.ts'
import { abouts } from '../../contract.ts'
import { words as voiceWords } from '../../words.ts'
import type { Suggestion } from './suggestion.ts'

interface WishesProps {
  value: Suggestion
  /** To whom it can go, the own unit first. */
  desks: readonly { unitId: string; name: string }[]
  /** What it is about is settled. */
  fixed: boolean
  onValue: (part: Partial<Suggestion>) => void
}

export function Wishes({ value, desks, fixed, onValue }: WishesProps) {
  const words = useWords(voiceWords)
  const to = desks.find(({ unitId }) => unitId === value.toUnitId) ?? desks[0]
  return (
    <>
      {!fixed && (
        <Chips
          label={words.aboutWhat}
          options={abouts
            .filter((one) => one !== 'this_system')
            .map((one) => ({ value: one, label: words.about[one] }))}
          value={value.about}
          onValue={(about) => onValue({ about })}
        />
      )}
      <Choice
        label={words.whoSees}
        options={[
          { value: 'company', label: words.company, hint: words.companyHint },
          { value: 'handlers', label: words.handlers, hint: words.handlersHint },
        ]}
        value={value.visibility}
        onValue={(visibility) => onValue({ visibility })}
      />
      {to !== undefined && (
        <More title={words.toWhom(to.name)}>
          <Choice
            label={words.toWhomMore}
            options={desks.map(({ unitId, name }) => ({ value: unitId, label: name }))}
            value={to.unitId}
            onValue={(toUnitId) => onValue({ toUnitId })}
          />
        </More>
      )}
    </>
  )
}
