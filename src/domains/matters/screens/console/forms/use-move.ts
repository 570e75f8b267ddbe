/** Making a move from the console, on the state that was seen; what it changes is read again. */
import { useAction } from '#ui/use-endpoint.ts'
import { type MatterView, type MoveName, moveMatter } from '../../../contract.ts'

/** What a move makes old, besides the matter itself. */
const lists = ['/matters-inbox', '/matters-board', '/matters-mine'] as const

export const useMove = (id: string) => useAction(moveMatter, [`/matters/${id}`, ...lists])

/** Moves that need no words. */
const quick = ['join', 'leave', 'uncosign'] as const
type QuickMove = (typeof quick)[number]
export const isQuick = (name: MoveName): name is QuickMove => quick.some((one) => one === name)

/** One click. Gives whether it was made; a refusal shows in the matter, which is read again. */
export function useQuickMove({ id, seen }: Pick<MatterView, 'id' | 'seen'>) {
  const action = useMove(id)
  return async (name: QuickMove): Promise<boolean> => {
    const done = await action.run({ id, seen, move: { do: name } })
    return done.ok
  }
}
