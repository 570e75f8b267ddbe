/** Pictures of a matter: only one's own, each once, and shown only to who may see the matter. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Loop, openLoop, type Who } from '../../../../test/world/loop.ts'
import { openWorld, type World } from '../../../../test/world/world.ts'
import { picture, takePicture } from './service.ts'

let world: World
let loop: Loop
let jpeg: Uint8Array
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  const plain = { create: { width: 40, height: 30, channels: 3, background: '#c40' } } as const
  jpeg = await sharp(plain)
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '45/1 45/1 30/1' } })
    .jpeg()
    .toBuffer()
})
afterAll(() => world.close())

const upload = async (who: Who): Promise<string> =>
  (await takePicture(await world.ctxFor(loop.people[who], { bytes: jpeg }), {})).fileId
const look = async (who: Who, id: string, fileId: string) =>
  picture(await world.ctxFor(loop.people[who]), { id, fileId })
const attach = (who: Who, id: string, fileIds: string[]) =>
  loop.move(who, id, { do: 'attach_evidence', fileIds, note: '更换后的照片' })

test('a picture that is handed in is recorded, and comes back without the place where it was taken', async () => {
  expect((await sharp(jpeg).metadata()).exif).toBeDefined()
  const fileId = await upload('raiser')
  const entries = world.db.selectFrom('platform_audit_entry').select('act').where('subject_id', '=', fileId)
  expect(await entries.execute()).toEqual([{ act: 'matters.add_picture' }])
  const id = await loop.raise({ pictures: [fileId] })
  const shown = await look('raiser', id, fileId)
  expect(shown.mediaType).toMatch(/^image\//)
  expect((await sharp(shown.bytes).metadata()).exif).toBeUndefined()
})

test('a suggestion takes only pictures that its raiser handed in himself', async () => {
  const foreign = await upload('colleague')
  await expect(loop.raise({ pictures: [foreign] })).rejects.toMatchObject({ code: 'matters.picture_not_yours' })
  await expect(loop.raise({ pictures: [loop.units.company.id] })).rejects.toMatchObject({
    code: 'matters.picture_not_yours',
  })
})

test('evidence takes only pictures that the mover handed in himself', async () => {
  const id = await loop.raise()
  await loop.lead(id, 'assign')
  const foreign = await upload('raiser')
  await expect(attach('owner', id, [foreign])).rejects.toMatchObject({ code: 'matters.picture_not_yours' })
  expect((await loop.row(id)).events).toBe(2)
})

test('a picture hangs on one matter only, and is not taken to another', async () => {
  const fileId = await upload('raiser')
  await loop.raise({ pictures: [fileId] })
  await expect(loop.raise({ pictures: [fileId] })).rejects.toMatchObject({ code: 'matters.picture_not_yours' })
})

test('a picture used for two matters at once ends up on one', async () => {
  for (let round = 0; round < 10; round += 1) {
    const fileId = await upload('raiser')
    const tries = [1, 2, 3, 4].map(() => loop.raise({ pictures: [fileId] }))
    const done = await Promise.allSettled(tries)
    const refused = done.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(3)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'matters.picture_not_yours' })
  }
})

test('a picture named twice is kept once', async () => {
  const fileId = await upload('raiser')
  const id = await loop.raise({ pictures: [fileId, fileId] })
  await loop.lead(id, 'assign')
  const evidence = await upload('owner')
  const view = await attach('owner', id, [evidence, evidence])
  expect(view.pictures).toEqual([
    { fileId, seq: 1 },
    { fileId: evidence, seq: 3 },
  ])
})

test('a picture is shown to whoever may see the matter, and to nobody else', async () => {
  const fileId = await upload('raiser')
  const id = await loop.raise({ visibility: 'handlers', pictures: [fileId] })
  expect((await look('desk', id, fileId)).bytes.byteLength).toBeGreaterThan(0)
  for (const who of ['colleague', 'stranger', 'owner'] as const)
    await expect(look(who, id, fileId)).rejects.toMatchObject({ kind: 'not_found', code: 'matters.not_found' })
})

test('a picture is not reached through another matter, nor before a matter has it', async () => {
  const fileId = await upload('raiser')
  const open = await loop.raise()
  await expect(look('raiser', open, fileId)).rejects.toMatchObject({ code: 'platform.file_not_found' })
  await loop.raise({ visibility: 'handlers', pictures: [fileId] })
  await expect(look('colleague', open, fileId)).rejects.toMatchObject({ code: 'platform.file_not_found' })
})

test('what is no picture is refused', async () => {
  const ctx = await world.ctxFor(loop.people.raiser, { bytes: Buffer.from('<svg onload="alert(1)"/>') })
  await expect(takePicture(ctx, {})).rejects.toMatchObject({ code: 'platform.file_not_a_picture' })
})
