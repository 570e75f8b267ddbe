/** The bell on the first page: how many notices are new, and the way to them. */
import { Link } from 'wouter'
import { Icon } from '#ui/mobile/icon.tsx'
import { useWords } from '#ui/words.ts'
import { bellWords } from './bell-words.ts'
import { useNoticeCount } from './use-count.ts'
import './bell.css'

export function Bell() {
  const words = useWords(bellWords)
  const count = useNoticeCount()
  return (
    <Link href="/notices" className="icon-button bell" aria-label={words.open(count)}>
      <Icon name="bell" />
      {count > 0 && (
        <span className="count" aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  )
}
