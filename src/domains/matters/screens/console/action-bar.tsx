/** What I may do with a matter now: the most likely first and filled, the rarer ones under "more", each with its key. */
import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useRef } from 'react'
import { KeyHint, useKeys } from '#ui/console/use-keys.tsx'
import { useWords } from '#ui/words.ts'
import type { MoveName } from '../../contract.ts'
import { matterWords } from '../../view/words.ts'
import { matterConsoleWords } from './words.ts'

/** What is said of a guess is said beside it. */
type BarMove = Exclude<MoveName, 'confirm_repeat' | 'reject_repeat'>

/** Every move in the order of the bar, with its key. Finishing an action has its place beside the action. */
const keyOf = {
  assign: 'a',
  answer: 'w',
  grant_extension: 'y',
  refuse_extension: 'n',
  reply: 'w',
  judge: 'w',
  merge: 'm',
  decline: 'x',
  plan_action: 'p',
  ask: 'q',
  ask_extension: 'e',
  hand_on: 't',
  return: 'r',
  reassign: 'o',
  attach_evidence: 'u',
  finish_action: 'f',
  add: 'd',
  cosign: 'v',
  uncosign: 'h',
  split: 's',
  join: '+',
  leave: '-',
  withdraw: 'z',
} as const satisfies Record<BarMove, string>

const order = Object.keys(keyOf) as BarMove[]
/** What is made rarely, or is better thought over. */
const rare: readonly MoveName[] = ['hand_on', 'return', 'reassign', 'attach_evidence', 'split', 'leave', 'withdraw']

/** What is never what the matter waits for. */
const aside: readonly MoveName[] = ['join', 'ask']

interface ActionBarProps {
  readonly may: readonly MoveName[]
  readonly onMove: (move: MoveName) => void
}

export function ActionBar({ may, onMove }: ActionBarProps) {
  const words = useWords(matterWords)
  const own = useWords(matterConsoleWords)
  const buttons = useRef(new Map<MoveName | 'more', HTMLElement | null>())
  const mine = order.filter((move) => may.includes(move))
  // whoever is only a colleague finds "me too" at once; to those who handle it, it is the last thought
  const later = mine.some((move) => move !== 'join' && !rare.includes(move)) ? [...rare, 'join'] : rare
  const shown = mine.filter((move) => move !== 'finish_action' && !later.includes(move))
  const more = mine.filter((move) => later.includes(move))

  const begin = (move: MoveName) => {
    // the focus stands where it will be wanted again when the form is closed
    ;(buttons.current.get(move) ?? buttons.current.get('more'))?.focus()
    onMove(move)
  }
  useKeys(
    own.keys.moves,
    mine.map((move) => ({ press: keyOf[move], does: words.moves[move], run: () => begin(move) })),
  )
  if (mine.length === 0) return null
  const keep = (name: MoveName | 'more') => (button: HTMLElement | null) => {
    buttons.current.set(name, button)
  }
  return (
    <div className="action-bar" role="toolbar" aria-label={own.keys.moves}>
      {shown.map((move, n) => (
        <Button
          key={move}
          ref={keep(move)}
          type={n === 0 && !aside.includes(move) ? 'primary' : 'default'}
          aria-keyshortcuts={keyOf[move]}
          onClick={() => begin(move)}
        >
          {words.moves[move]}
          <KeyHint press={keyOf[move]} />
        </Button>
      ))}
      {more.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: more.map((move) => ({
              key: move,
              label: words.moves[move],
              extra: <KeyHint press={keyOf[move]} />,
            })),
            onClick: ({ key }) => begin(key as MoveName),
          }}
        >
          <Button ref={keep('more')}>
            {own.more}
            <DownOutlined />
          </Button>
        </Dropdown>
      )}
    </div>
  )
}
