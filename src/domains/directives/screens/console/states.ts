/** Where the units stand, as counts in words: 待交办 2 个，办理中 1 个. */

import { matterStates } from '#domains/matters/contract.ts'
import { listWords } from '#domains/matters/lists/words.ts'
import { useWords } from '#ui/words.ts'
import { directiveWords } from '../../view/words.ts'

export function useStates(): (counts: Readonly<Record<string, number>>) => string {
  const { states } = useWords(listWords)
  const { and, count } = useWords(directiveWords)
  return (counts) =>
    matterStates
      .flatMap((state) => (counts[state] === undefined ? [] : [count(states[state], counts[state])]))
      .join(and)
}
