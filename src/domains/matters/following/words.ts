/** What people read about following. */
import { dictionary } from '#platform/words.ts'

export const followingWords = dictionary(
  {
    follow: '关注',
    following: '已关注',
    more: '有进展时告诉您。别人看不到您关注了什么。',
    begun: '已关注，有进展时告诉您。',
    ended: '不再关注。',
  },
  {
    follow: 'Follow',
    following: 'Following',
    more: 'You are told when something happens. Nobody else sees what you follow.',
    begun: 'You follow it, and are told when something happens.',
    ended: 'You no longer follow it.',
  },
)
