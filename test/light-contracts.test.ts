import { expect, test } from 'vitest'
import { lightContract } from '../vite.plugins.ts'

const contract = `
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
export const State = z.enum(['received', 'settled'])
export const MatterView = z.object({ id: z.uuid(), state: State.nullable() })
export type MatterView = z.infer<typeof MatterView>
export const LongView = MatterView.extend({ text: z.string() })
export const getMatter = endpoint({
  method: 'GET',
  path: '/matters/:id',
  summary: 'One matter.',
  caller: 'employee',
  input: z.object({ id: z.uuid() }),
  output: MatterView,
})
export const putFile = endpoint({ body: 'bytes', method: 'PUT', path: '/files', input: z.object({}), output: z.object({}) })
`

test('on the phone an endpoint is its method, its path and the kind of its body', () => {
  const light = lightContract('voice/contract.ts', contract)
  expect(light).toContain("getMatter = /*@__PURE__*/ endpoint({ method: 'GET', path: '/matters/:id' })")
  expect(light).toContain("putFile = /*@__PURE__*/ endpoint({ body: 'bytes', method: 'PUT', path: '/files' })")
  expect(light).not.toContain('One matter')
})

test('schemas stay for those who read them, and leave the bundle when nobody does', () => {
  const light = lightContract('voice/contract.ts', contract)
  expect(light).toContain("State = /*@__PURE__*/ z.enum(['received', 'settled'])")
  expect(light).toContain(
    'MatterView = /*@__PURE__*/ z.object({ id: /*@__PURE__*/ z.uuid(), state: /*@__PURE__*/ State.nullable() })',
  )
  expect(light).toContain('LongView = /*@__PURE__*/ MatterView.extend({ text: /*@__PURE__*/ z.string() })')
})
