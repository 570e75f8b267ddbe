/** A code that is shown this once, large enough to be read out over the phone. */
import { Typography } from 'antd'
import './code-shown.css'

export function CodeShown({ title, code, more }: { title: string; code: string; more: string }) {
  return (
    <div role="status" className="code-shown">
      <p className="quiet">{title}</p>
      <Typography.Text code copyable={{ text: code, tooltips: false }}>
        {code}
      </Typography.Text>
      <p className="quiet">{more}</p>
    </div>
  )
}
