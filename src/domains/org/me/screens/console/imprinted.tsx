/** Content with personal data of others: behind it stands who looks, by name and staff number, and when. */
import { type ReactNode, useState } from 'react'
import { useFormat } from '#ui/format.ts'
import { Imprint } from '#ui/imprint.tsx'
import { useEndpoint } from '#ui/use-endpoint.ts'
import { getMe } from '../../contract.ts'

export function Imprinted({ children }: { children: ReactNode }) {
  const { data: me } = useEndpoint(getMe, {})
  const format = useFormat()
  const [since] = useState(() => new Date())
  const text = me === undefined ? undefined : `${me.person.name} ${me.person.staffNo} ${format.moment(since)}`
  return <Imprint text={text}>{children}</Imprint>
}
