/** Voice verbs: submit a suggestion under one's own name. */
import { kindOf } from '#domains/matters/kinds.ts'
import { refuseTaken } from '#domains/matters/pictures/service.ts'
import { answerBy, open } from '#domains/matters/service.ts'
import { desksOnPath } from '#domains/org/service.ts'
import type { OutputOf, ParsedInputOf } from '#platform/endpoint.ts'
import { newId } from '#platform/id.ts'
import { add, inStatement } from '#platform/record.ts'
import { Refusal } from '#platform/refusal.ts'
import type { SignedIn } from '#platform/routes.ts'
import type { SuggestionReceipt, submitSuggestion, suggestTo } from './contract.ts'
import { newSuggestion } from './store.ts'

export const suggestionKind = 'suggestion'

/** Raises a suggestion to the own unit or one on the way up from it. */
export function submit(ctx: SignedIn, input: ParsedInputOf<typeof submitSuggestion>): Promise<SuggestionReceipt> {
  return inStatement(ctx, async (tx) => {
    const { actor } = ctx
    const path = actor.unit.path
    const at = input.toUnitId === undefined ? path.length - 1 : path.indexOf(input.toUnitId)
    if (at === -1) throw new Refusal('bad_input', 'voice.unit_not_on_the_way_up')
    const opened = await open(tx, {
      kind: suggestionKind,
      text: input.text,
      visibility: input.visibility,
      raiser: actor,
      to: { id: path[at]!, path: path.slice(0, at + 1) },
      fileIds: input.pictures,
      ...(input.again === undefined ? {} : { again: input.again }),
    })
    const id = newId()
    add(tx, newSuggestion({ id, matterId: opened.id, about: input.about, authorId: actor.personId }))
    return {
      id,
      matterId: opened.id,
      number: opened.number,
      answerBy: opened.dueAt.toISOString(),
      receivedBy: opened.deskName,
    }
  }).catch(refuseTaken)
}

/** To whom the caller can raise a suggestion, nearest first, and by when one raised now would be answered. */
export async function desks(ctx: SignedIn): Promise<OutputOf<typeof suggestTo>> {
  const kind = kindOf(suggestionKind)
  const found = await desksOnPath(ctx, ctx.actor.unit.path, kind.receiverRoles)
  return {
    desks: found.map(({ id, name }) => ({ unitId: id, name })),
    answerWithinWorkdays: kind.clocks.answer.n,
    answerBy: answerBy(ctx, kind).toISOString(),
  }
}
