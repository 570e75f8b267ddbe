/** Which days can be set: later than today, within a year, and which of them are free. */
import { useMemo } from 'react'
import { getWorkdays } from '#domains/matters/choices/contract.ts'
import { useEndpoint } from '#ui/use-endpoint.ts'

export function useDays() {
  const { data } = useEndpoint(getWorkdays, {})
  const free = useMemo(() => new Set(data?.free ?? []), [data])
  return {
    isFree: (day: string) => free.has(day),
    isShut: (day: string) => data !== undefined && (day > data.until || day <= data.today || free.has(day)),
  }
}
