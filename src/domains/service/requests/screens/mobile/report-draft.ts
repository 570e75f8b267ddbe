/** A report as it is written on the phone: kept while it is written, sent once, with a receipt made here. */
import { call } from '#ui/call.ts'
import { newKey } from '#ui/key.ts'
import { addRequestPicture, type RequestReceipt, sendRequest, type Trouble } from '../../contract.ts'
import { newReceiptCode } from '../../receipt-code.ts'

/** Where it is: the place in the register, its words, and the flat as it was typed. */
export interface Home {
  readonly placeId: string
  readonly address: string
  readonly flat: string
}

export interface Report {
  /** The idempotency key of this report and the code of its receipt, however often it is sent. */
  readonly key: string
  readonly receipt: string
  readonly trouble: Trouble
  readonly photos: readonly Blob[]
  readonly home: Home | null
  readonly text: string
  readonly measured: string
  readonly atHome: string
  readonly name: string
  readonly phone: string
}

export const newReport = (trouble: Trouble): Report => ({
  key: newKey(),
  receipt: newReceiptCode(),
  trouble,
  photos: [],
  home: null,
  text: '',
  measured: '',
  atHome: '',
  name: '',
  phone: '',
})

/** The troubles to which a temperature belongs. */
export const isAboutWarmth = (trouble: Trouble): boolean =>
  trouble === 'no_heat' || trouble === 'too_cold' || trouble === 'temperature_test'

/** Degrees as people write them: 16, 16.5, 16,5, 16.5度. Null where nothing is written, NaN where it is no temperature. */
export function degreesOf(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/(度|℃|°C)$/i, '')
    .replace(',', '.')
    .trim()
  if (plain === '') return null
  return /^-?\d{1,2}(\.\d+)?$/.test(plain) ? Math.round(Number(plain) * 10) / 10 : Number.NaN
}

/** Throws CallError; sent again after that, it is the same report. */
export async function sendReport({ key, photos, home, measured, ...written }: Report): Promise<RequestReceipt> {
  const pictures: string[] = []
  for (const bytes of photos) pictures.push((await call(addRequestPicture, {}, { bytes })).fileId)
  const degrees = degreesOf(measured)
  const said = (text: string) => (text.trim() === '' ? undefined : text.trim())
  return call(
    sendRequest,
    {
      receipt: written.receipt,
      trouble: written.trouble,
      placeId: home!.placeId,
      flat: said(home!.flat),
      text: written.text.trim(),
      measured: degrees ?? undefined,
      atHome: said(written.atHome),
      name: said(written.name),
      phone: said(written.phone),
      pictures,
    },
    { key },
  )
}
