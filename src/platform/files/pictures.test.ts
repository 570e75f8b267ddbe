import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { cleanPicture } from './pictures.ts'

/** Left half red, right half blue. */
function redAndBlue(width: number, height: number): Sharp {
  const raw = Buffer.alloc(width * height * 3)
  for (let i = 0; i < width * height; i++) raw[i * 3 + (i % width < width / 2 ? 0 : 2)] = 255
  return sharp(raw, { raw: { width, height, channels: 3 } })
}

async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<number[]> {
  const pixel = sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw()
  return [...(await pixel.toBuffer())]
}

async function refusalOf(bytes: Uint8Array): Promise<string> {
  const outcome = await cleanPicture(bytes).catch((error: unknown) => error)
  return outcome instanceof Refusal ? outcome.code : `not refused: ${outcome}`
}

/** The kinds of segments in a JPEG before its image data. */
function segmentsOf(jpeg: Uint8Array): number[] {
  const kinds: number[] = []
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg[at + 2]! * 256 + jpeg[at + 3]!)
    kinds.push(jpeg[at + 1]!)
  return kinds
}

const notAPicture = 'platform.file_not_a_picture'

describe('a photograph from a phone', () => {
  const marks = ['Exif', 'GPS-AREA-MARK', 'MAKER-MARK', 'XMP-MARK']
  const fromPhone = () =>
    redAndBlue(400, 200)
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Make: 'MAKER-MARK' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '45/1 48/1 12/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '126/1 32/1 6/1',
          GPSMapDatum: 'GPS-AREA-MARK',
        },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">XMP-MARK</x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()

  test('loses place, device and every other trace', async () => {
    const original = await fromPhone()
    for (const mark of marks) expect(original.includes(mark), `${mark} in the original`).toBe(true)
    const before = await sharp(original).metadata()
    expect([before.exif, before.xmp, before.icc].every(Boolean)).toBe(true)

    const { bytes, mediaType } = await cleanPicture(original)
    expect(mediaType).toBe('image/jpeg')
    for (const mark of marks) expect(Buffer.from(bytes).includes(mark), `${mark} in the result`).toBe(false)
    const { exif, xmp, icc, iptc, orientation, comments } = await sharp(bytes).metadata()
    expect({ exif, xmp, icc, iptc, orientation, comments }).toEqual({})
    const imageOnly = [0xdb, 0xc0, 0xc2, 0xc4, 0xdd] // tables, frame, restart interval: no application segment, no comment
    for (const kind of segmentsOf(bytes)) expect(imageOnly, `segment ${kind.toString(16)}`).toContain(kind)
    expect(segmentsOf(original)).toContain(0xe1)
  })

  test('stands upright without being told', async () => {
    const { bytes, width, height } = await cleanPicture(await fromPhone())
    expect([width, height]).toEqual([200, 400])
    const [top, bottom] = [await colourAt(bytes, 100, 50), await colourAt(bytes, 100, 350)]
    expect(top[0]).toBeGreaterThan(200)
    expect(bottom[2]).toBeGreaterThan(200)
  })
})

test('the longest side becomes 2048 at most, and small pictures are not blown up', async () => {
  const large = await cleanPicture(await redAndBlue(3000, 1500).jpeg().toBuffer())
  expect([large.width, large.height]).toEqual([2048, 1024])
  const small = await cleanPicture(await redAndBlue(30, 20).png().toBuffer())
  expect([small.width, small.height]).toEqual([30, 20])
  const strip = await cleanPicture(await redAndBlue(20_000, 1).png().toBuffer())
  expect([strip.width, strip.height]).toEqual([2048, 1])
})

test('PNG, WebP and AVIF come out as JPEG, their transparency white', async () => {
  const clear = sharp({ create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
  for (const format of ['png', 'webp', 'avif'] as const) {
    const { bytes } = await cleanPicture(await clear.clone().toFormat(format).toBuffer())
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
    expect(Math.min(...(await colourAt(bytes, 20, 20)))).toBeGreaterThan(250)
  }
})

test('colours of a wide profile are translated, not just relabelled', async () => {
  const background = { r: 200, g: 80, b: 80 }
  const picture = sharp({ create: { width: 40, height: 40, channels: 3, background } })
  const wide = await picture.withIccProfile('p3').jpeg({ quality: 100 }).toBuffer()
  const untranslated = sharp(wide, { ignoreIcc: true }).extract({ left: 20, top: 20, width: 1, height: 1 }).raw()
  expect((await untranslated.toBuffer())[0]).toBeLessThan(192)
  const [red, green, blue] = await colourAt((await cleanPicture(wide)).bytes, 20, 20)
  for (const [is, was] of [
    [red, 200],
    [green, 80],
    [blue, 80],
  ] as const)
    expect(Math.abs(is! - was)).toBeLessThan(5)
})

test('print colours and deep colours come out in sRGB of eight bits', async () => {
  for (const colours of ['cmyk', 'rgb16', 'b-w'] as const) {
    const bytes = await redAndBlue(40, 40).toColourspace(colours)[colours === 'cmyk' ? 'jpeg' : 'png']().toBuffer()
    const { space, depth, channels } = await sharp((await cleanPicture(bytes)).bytes).metadata()
    expect({ space, depth, channels }).toEqual({ space: 'srgb', depth: 'uchar', channels: 3 })
  }
})

describe('what is no picture is refused', () => {
  test('other formats, also under a picture’s first bytes', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    )
    const picture = redAndBlue(40, 40)
    const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(500)])
    const refused = {
      svg,
      svgAfterMagic: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), svg]),
      gif: await picture.clone().gif().toBuffer(),
      tiff: await picture.clone().tiff().toBuffer(),
      pdf: Buffer.from('%PDF-1.7\n%%EOF'),
      heic,
      empty: Buffer.alloc(0),
      short: Buffer.from([0xff, 0xd8, 0xff]),
    }
    for (const [name, bytes] of Object.entries(refused))
      expect([name, await refusalOf(bytes)]).toEqual([name, notAPicture])
  })

  test('files over 10 MB, by size', async () => {
    expect(await refusalOf(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('platform.file_too_large')
  })

  test('a small file that unfolds into 60 million pixels, or claims to', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 6_000, channels: 3, background: 'black' } })
      .png()
      .toBuffer()
    expect(bomb.byteLength).toBeLessThan(1_000_000)
    expect(await refusalOf(bomb)).toBe(notAPicture)
    const claim = Buffer.from(await redAndBlue(40, 40).jpeg().toBuffer())
    const frame = claim.indexOf(Buffer.from([0xff, 0xc0]))
    claim.writeUInt16BE(65_000, frame + 5)
    claim.writeUInt16BE(65_000, frame + 7)
    expect(await refusalOf(claim)).toBe(notAPicture)
  })

  test('files cut off in the middle', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const whole = await redAndBlue(300, 300).toFormat(format).toBuffer()
      for (const share of [0.1, 0.5, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.byteLength * share))
        expect([format, share, await refusalOf(cut)]).toEqual([format, share, notAPicture])
      }
    }
  })

  test('damaged files end in a refusal or a clean picture, never in a crash', async () => {
    const originals = await Promise.all(
      (['jpeg', 'png', 'webp', 'avif'] as const).map((f) => redAndBlue(64, 64).toFormat(f).toBuffer()),
    )
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...originals), damage, async (original, changes) => {
        const bytes = Buffer.from(original)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        const outcome = await cleanPicture(bytes).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Refusal)
        else expect(outcome).toMatchObject({ mediaType: 'image/jpeg' })
      }),
      { numRuns: 200 },
    )
  })
})
