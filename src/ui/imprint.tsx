/** Who looks at personal data, and when, behind what he sees: on the screen and on paper. It never covers a word. */
import type { ReactNode } from 'react'
import './imprint.css'

/** So many that the longest page has some everywhere; what is too much is cut off. */
const marks = 60

/** `text` is what stands behind `children`; undefined as long as it is not known who looks. */
export function Imprint({ text, children }: { text: string | undefined; children: ReactNode }) {
  return (
    <div className="imprinted">
      {text !== undefined && (
        <div className="imprint" aria-hidden="true">
          {Array.from({ length: marks }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the marks are all alike
            <span key={i} data-text={text} />
          ))}
        </div>
      )}
      <div className="imprinted-content">{children}</div>
    </div>
  )
}
