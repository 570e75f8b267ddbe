/**
 * Pictures people upload, made harmless: decoded and written anew as JPEG, so that no place, device, time or hidden file survives.
 * What cannot be decoded whole, or is no photograph format, is refused; the bytes that came in are never stored.
 */
import sharp from 'sharp'
import { atMost } from '../at-most.ts'
import { Refusal } from '../refusal.ts'

const MOST_BYTES = 10 * 1024 * 1024
const MOST_PIXELS = 50_000_000
const LONGEST_SIDE = 2048
const LONGEST_WORK_SECONDS = 20

// A decoded picture takes up to 200 MB: one thread each, two at once, and nothing kept afterwards.
sharp.concurrency(1)
sharp.cache(false)
const twoAtOnce = atMost(2)

export type CleanPicture = {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/webp' | 'image/jpeg'
  readonly width: number
  readonly height: number
}

/**
 * The picture in `bytes` upright, in sRGB, at most 2048 pixels long, as JPEG of quality 80 without any metadata; transparency becomes
 * white, of several frames the first remains. Takes JPEG, PNG, WebP and AVIF of up to 10 MB and 50 million pixels.
 * Refuses with `platform.file_too_large` or `platform.file_not_a_picture`.
 */
export async function cleanPicture(bytes: Uint8Array): Promise<CleanPicture> {
  if (bytes.byteLength > MOST_BYTES) throw new Refusal('bad_input', 'platform.file_too_large')
  if (!isPhotographFormat(bytes)) throw new Refusal('bad_input', 'platform.file_not_a_picture')
  return twoAtOnce(async () => {
    try {
      const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
        .timeout({ seconds: LONGEST_WORK_SECONDS })
        .autoOrient()
        .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: 'white' })
        .toColourspace('srgb')
        .jpeg({ quality: 80 })
        .toBuffer({ resolveWithObject: true })
      return { bytes: data, mediaType: 'image/jpeg', width: info.width, height: info.height }
    } catch {
      throw new Refusal('bad_input', 'platform.file_not_a_picture')
    }
  })
}

/** By the first bytes, never by name or declared type. HEIC has AVIF's frame but a codec we do not have: the decoder refuses it. */
function isPhotographFormat(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  return (
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG\r\n\x1a\n') ||
    /^RIFF.{4}WEBP/s.test(head) ||
    /^.{4}ftyp(avif|heic|heix|mif1)/s.test(head)
  )
}
