/** What somebody can do about a failure; the words are in `uiWords.whatToDo`. */
import type { CallError } from './call.ts'
import type { uiWords } from './ui-words.ts'

export type Advice = keyof (typeof uiWords)['zh']['whatToDo']

export function adviceFor({ code, status }: Pick<CallError, 'code' | 'status'>): Advice {
  if (code === 'ui.offline') return 'offline'
  if (status === 401) return 'signIn'
  if (status === 403 || status === 404) return 'ask'
  if (status === 409) return 'reload'
  if (status === 429 || status === 503) return 'wait'
  return status >= 400 && status < 500 ? 'correct' : 'tell'
}
