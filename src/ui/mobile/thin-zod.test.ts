import { expect, test } from 'vitest'
import { z as real } from 'zod'
import { z as thin } from './thin-zod.ts'

/** A contract of every kind of schema the product uses, built with either of the two. */
function contract(z: typeof real) {
  const State = z.enum(['received', 'settled'])
  const View = z.object({ id: z.uuid(), state: State, at: z.iso.datetime().nullable(), n: z.int().min(1).default(3) })
  const Either = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a') }),
    z.strictObject({ kind: z.literal('b'), when: z.coerce.date() }),
  ])
  const Text = z
    .string()
    .trim()
    .min(10)
    .max(20)
    .regex(/x/)
    .refine((text) => text !== '')
  return { State, View, Either, List: z.array(View.extend({ text: Text }).partial()), More: View.shape.state }
}

test('on the phone any contract can be built, and what screens read of it is there', () => {
  const phone = contract(thin as typeof real)
  const server = contract(real)
  expect(phone.State.options).toEqual(server.State.options)
  expect(phone.State.enum).toEqual(server.State.enum)
  expect(phone.More.options).toEqual(server.More.options)
  expect(Object.keys(phone.View.shape)).toEqual(Object.keys(server.View.shape))
})

test('on the phone nothing is checked: the server does', () => {
  const { View } = contract(thin as typeof real)
  expect(View.safeParse('nonsense')).toEqual({ success: true, data: 'nonsense' })
})

test('a schema can be returned from an async function', async () => {
  const schema = await Promise.resolve(contract(thin as typeof real).List)
  expect(schema).toBeTypeOf('function')
})
