/** Content with personal data of others: behind it stands who looks, by name and staff number, and when. */
import { type ReactNode, useState } from 'react'
import { useFormat } from '#ui/format.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { Watermark } from '#ui/watermark.tsx'
import { getMe } from '../../contract.ts'

export function Watermarked({ children }: { children: ReactNode }) {
  const { data: me } = useEndpoint(getMe, {})
  const format = useFormat()
  const [since] = useState(() => new Date())
  const text = me === undefined ? undefined : `${me.person.name} ${me.person.staffNo} ${format.moment(since)}`
  return <Watermark text={text}>{children}</Watermark>
}
