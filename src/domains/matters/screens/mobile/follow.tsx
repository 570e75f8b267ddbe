/** Follows a matter that is not one's own, or no longer. */
import { Icon } from '#ui/mobile/icon.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { patch, useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getMatter, type MatterView } from '../../contract.ts'
import { followMatter, unfollowMatter } from '../../following/contract.ts'
import { followingWords } from '../../following/words.ts'
import './follow.css'

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
    <button
      type="button"
      className="icon-button follow"
      aria-label={words.follow}
      aria-pressed={following}
      title={words.more}
      onClick={change}
    >
      <Icon name="star" />
    </button>
  )
}
