/** Signing out, from wherever one is. */
import { useLocation } from 'wouter'
import { Button } from '#ui/mobile/button.tsx'
import { identify } from '#ui/person.ts'
import { invalidate, useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { signOut } from '../../contract.ts'
import { Refused } from './refusal.tsx'
import { words as signInWords } from './words.ts'

/** `demo`: whoever leaves chooses another person. */
export function Leave({ demo = false }: { demo?: boolean }) {
  const words = useWords(signInWords)
  const [, navigate] = useLocation()
  const action = useAction(signOut)
  const leave = async () => {
    const done = await action.run({})
    if (!done.ok) return
    identify(null)
    navigate('/')
    invalidate('/me')
  }
  return (
    <>
      <Refused error={action.error} />
      <Button kind="quiet" busy={action.busy} onClick={() => void leave()}>
        {demo ? words.leaveDemo : words.leave}
      </Button>
    </>
  )
}
