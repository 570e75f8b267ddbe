/** What is shown where a page breaks or does not arrive, so that nobody is left before a blank screen. */
import { Component, type ReactNode } from 'react'
import { Button } from '#ui/mobile/button.tsx'
import { Empty } from '#ui/mobile/notes.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { useWords } from '#ui/words.ts'
import { roofWords } from './words.ts'

export class Crash extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const words = useWords(roofWords)
  return (
    <Page title={words.broken}>
      <Empty title={words.broken}>
        <p>{words.brokenMore}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      </Empty>
    </Page>
  )
}
