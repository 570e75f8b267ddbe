/** What reads like a violation and is none. Each entry names its place and its words exactly, is used, and says why. */
import type { Allowed } from './scan.ts'

const declined = 'a suggestion of the demo story that the company declines, naming the ban'
const visibility = 'the label over who may see a matter (company or handlers), not who has looked'

const tales = 'src/demo/tales.ts'

export const allowed: readonly Allowed[] = [
  { rule: 'R1', at: tales, text: '每天走了多少户自动排名，前三名奖励，末三名通报', why: declined },
  { rule: 'R1', at: tales, text: '定位考勤、打卡排名属于国办函〔2026〕12 号禁止', why: declined },
  { rule: 'R2', at: tales, text: '建议给网格长装手机定位', why: declined },
  { rule: 'R2', at: tales, text: '定位考勤、打卡排名属于国办函〔2026〕12 号禁止', why: declined },
  { rule: 'R4', at: tales, text: '禁止的强制使用和变相考核', why: declined },
  {
    rule: 'R3',
    at: 'GET /me/sessions',
    text: 'When a session was last used is not kept.',
    why: 'it says that it is not kept',
  },
  ...['screens/console/facts.tsx', 'screens/mobile/content.tsx', 'view/words.ts'].map(
    (file): Allowed => ({ rule: 'R5', at: `src/domains/matters/${file}`, text: 'seenBy', why: visibility }),
  ),
]

/** Numbers in rows about a person, and what they count: none of them counts him. */
export const numbersAllowed: Readonly<Record<string, string>> = {
  'channels_notice.seq': 'the place of an event in the history of its matter',
  'channels_setting.quiet_from': 'an hour of the day that he has set himself',
  'channels_setting.quiet_to': 'an hour of the day that he has set himself',
  'matters_event.seq': 'the place of an event in the history of its matter',
  'matters_matter.events': 'how many events the matter has',
  'matters_matter.hand_ons': 'how often the matter was handed on',
  'matters_matter.level': 'how far up the matter has gone',
  'org_demo_entry.position': 'the order of the demo entries on the page',
  'org_person.version': 'guards against two people changing the same row',
  'org_roster_import.done_rows': 'how far the import of a file has come',
  'org_roster_import.total_rows': 'how many rows the file has',
  'platform_account.totp_last_step': 'the time step of the last one-time code, so that each is accepted once',
  'platform_session.idle_minutes': 'how long a session may idle, a setting; when it was used is not kept',
}
