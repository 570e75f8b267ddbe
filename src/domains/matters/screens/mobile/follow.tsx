/** Follows a matter that is not one's own, or no longer. */
import { toast } from '#ui/mobile/toast.tsx'
import { patch, useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getMatter, type MatterView } from '../../contract.ts'
import { followMatter, unfollowMatter } from '../../following/contract.ts'
import { followingWords } from '../../following/words.ts'

export function Follow({ matter: { id, following } }: { matter: MatterView }) {
  const words = useWords(followingWords)
  const begin = useAction(followMatter)
  const end = useAction(unfollowMatter)
  if (following === null) return null
  const change = async () => {
    const done = await (following ? end : begin).run({ id })
    if (!done.ok) return toast(done.error.message)
    patch(getMatter, { id }, (matter) => ({ ...matter, following: done.reply.following }))
    toast(done.reply.following ? words.begun : words.ended)
  }
  return (
    <button type="button" className="button quiet" aria-pressed={following} title={words.more} onClick={change}>
      {following ? words.following : words.follow}
    </button>
  )
}
