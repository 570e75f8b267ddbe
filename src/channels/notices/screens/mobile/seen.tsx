/** Whoever has a matter open has seen its notices, however he came there. Shows nothing. */
import { useEffect } from 'react'
import { useAction } from '#ui/use-endpoint.ts'
import { seeNotices } from '../../contract.ts'
import { useNoticeCount } from './use-count.ts'

export function Seen({ matterId }: { matterId: string }) {
  const count = useNoticeCount()
  const { run } = useAction(seeNotices, ['/notices'])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each matter and each news of it
  useEffect(() => {
    if (count > 0) void run({ matterId })
  }, [matterId, count])
  return null
}
