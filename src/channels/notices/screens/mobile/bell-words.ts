/** What the bell says to those who hear it. */
import { dictionary } from '#platform/words.ts'

export const bellWords = dictionary(
  { open: (count: number) => (count === 0 ? '消息' : `消息，${count} 条新的`) },
  { open: (count) => (count === 0 ? 'Notices' : `Notices, ${count} new`) },
)
