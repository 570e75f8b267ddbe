/** Follows a matter that is not one's own, or no longer. */
import { StarFilled, StarOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { patch, useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getMatter, type MatterView } from '../../contract.ts'
import { followMatter, unfollowMatter } from '../../following/contract.ts'
import { followingWords } from '../../following/words.ts'
import { matterConsoleWords } from './words.ts'

export function Follow({ id, following }: { id: string; following: NonNullable<MatterView['following']> }) {
  const words = useWords(followingWords)
  const { keys } = useWords(matterConsoleWords)
  const { message } = App.useApp()
  const begin = useAction(followMatter)
  const end = useAction(unfollowMatter)
  const change = async () => {
    const done = await (following ? end : begin).run({ id })
    if (!done.ok) {
      message.error(done.error.message)
      return
    }
    patch(getMatter, { id }, (matter) => ({ ...matter, following: done.reply.following }))
    message.success(done.reply.following ? words.begun : words.ended)
  }
  useKeys(keys.moves, [{ press: 's', does: following ? words.following : words.follow, run: () => void change() }])
  return (
    <Tooltip title={words.more}>
      <Button
        size="small"
        type="text"
        icon={following ? <StarFilled /> : <StarOutlined />}
        aria-pressed={following}
        aria-keyshortcuts="s"
        onClick={change}
      >
        {following ? words.following : words.follow}
        <KeyHint press="s" />
      </Button>
    </Tooltip>
  )
}
