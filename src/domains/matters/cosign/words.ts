/** What people read about co-signing. */
import { dictionary } from '#platform/words.ts'

export const cosignWords = dictionary(
  {
    title: '您认为应当受理吗？',
    more: (more: number, needed: number, until: string) =>
      `还差 ${more} 位同事附议。${until}满 ${needed} 位，就按规定重新办理，由上一级受理。`,
    mine: '您已附议。',
    voluntary: '附议自愿，其他同事看不到您的名字。',
  },
  {
    title: 'Do you think it should be taken up?',
    more: (more, needed, until) =>
      `${more} more needed. With ${needed} ${until} it is open again by rule, with the unit above.`,
    mine: 'You have co-signed.',
    voluntary: 'It is up to you; other colleagues do not see your name.',
  },
)
