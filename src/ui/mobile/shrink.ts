/** Photos made small on the phone before they go over a slow line. Drawing anew also leaves out where they were taken. */

const LONGEST_PX = 1600
const QUALITY = 0.82

interface Drawable {
  readonly source: CanvasImageSource
  readonly width: number
  readonly height: number
}

/**
 * A JPEG of at most 1600 px on its longer side, the right way up, without metadata. Where the browser cannot draw it,
 * the file as it is: the server draws it anew anyway. Throws TypeError for what is no picture at all.
 */
export async function shrink(file: Blob): Promise<Blob> {
  if (!file.type.startsWith('image/')) throw new TypeError('not a picture')
  try {
    return await drawn(await decoded(file))
  } catch {
    return file
  }
}

/** Width and height that fit into a square of `longest`, never larger than they are. */
export function fitting(width: number, height: number, longest: number): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function decoded(file: Blob): Promise<Drawable> {
  if (typeof createImageBitmap === 'function') {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    return { source: bitmap, width: bitmap.width, height: bitmap.height }
  }
  const address = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    return { source: image, width: image.naturalWidth, height: image.naturalHeight }
  } finally {
    URL.revokeObjectURL(address)
  }
}

async function drawn({ source, width, height }: Drawable): Promise<Blob> {
  const size = fitting(width, height, LONGEST_PX)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('no canvas')
  pen.fillStyle = '#fff' // JPEG knows no transparency
  pen.fillRect(0, 0, size.width, size.height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(source, 0, 0, size.width, size.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (blob === null) throw new Error('no JPEG')
  return blob
}
