import { expect, test } from 'vitest'
import { fitting, shrink } from './shrink.ts'

test.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [800, 600, 800, 600],
  [8000, 1, 1600, 1],
])('a photo of %i x %i becomes %i x %i', (width, height, fitWidth, fitHeight) => {
  expect(fitting(width, height, 1600)).toEqual({ width: fitWidth, height: fitHeight })
})

test('a phone that cannot draw a photo sends it as it is', async () => {
  const photo = new Blob(['...'], { type: 'image/heic' })
  await expect(shrink(photo)).resolves.toBe(photo)
})

test('what is no photo is not taken', async () => {
  await expect(shrink(new Blob(['MZ'], { type: 'application/x-msdownload' }))).rejects.toThrow('not a picture')
})
