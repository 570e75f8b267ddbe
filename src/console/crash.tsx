/** What is shown where a page breaks or does not arrive, so that nobody is left before a blank screen. */
import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { EmptyNote } from '#ui/console/notes.tsx'
import { PageHead } from '#ui/console/page-head.tsx'
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
    <div className="page">
      <PageHead title={words.broken} />
      <EmptyNote title={words.brokenMore}>
        <Button type="primary" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      </EmptyNote>
    </div>
  )
}
