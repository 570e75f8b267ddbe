/** CSV as people save it: UTF-8 with or without BOM, UTF-16 ("Unicode text") or GB 18030; RFC 4180 with comma, semicolon or tab. Pure. */

export interface CsvRecord {
  /** The line on which the record begins, counted from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/** The text of a CSV file. What is not valid UTF-8 is taken for GB 18030, which Chinese Excel writes. */
export function decodeCsv(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/**
 * The records of a CSV text (RFC 4180): fields may be quoted, a quote inside is doubled, quoted fields may hold line breaks.
 * A quote that never closes makes the rest of the text one field. Empty lines give no record.
 */
export function parseCsv(text: string): CsvRecord[] {
  const separator = separatorOf(text)
  const records: CsvRecord[] = []
  let fields: string[] = []
  let field = ''
  let line = 1
  let begun = 1
  let at = 0
  const endField = (): void => {
    fields.push(field)
    field = ''
  }
  const endRecord = (): void => {
    endField()
    if (fields.some((one) => one !== '')) records.push({ line: begun, fields })
    fields = []
    begun = line
  }
  while (at < text.length) {
    const sign = text[at]!
    if (sign === '"' && field === '') {
      const { value, next } = quoted(text, at)
      field = value
      line += value.split('\n').length - 1
      at = next
    } else if (sign === separator) {
      endField()
      at += 1
    } else if (sign === '\n' || sign === '\r') {
      line += 1
      at += sign === '\r' && text[at + 1] === '\n' ? 2 : 1
      endRecord()
    } else {
      const end = nextSign(text, at, separator)
      field += text.slice(at, end)
      at = end
    }
  }
  endRecord()
  return records
}

/** The quoted field that opens at `at`: its value, and where the text goes on. */
function quoted(text: string, at: number): { value: string; next: number } {
  let value = ''
  let from = at + 1
  for (;;) {
    const end = text.indexOf('"', from)
    if (end === -1) return { value: value + text.slice(from), next: text.length }
    value += text.slice(from, end)
    if (text[end + 1] !== '"') return { value, next: end + 1 }
    value += '"'
    from = end + 2
  }
}

function nextSign(text: string, from: number, separator: string): number {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1
  return at
}

/** Comma, semicolon or tab: what stands most often in the first line that holds any. */
function separatorOf(text: string): string {
  for (const line of text.slice(0, 20_000).split(/[\r\n]+/)) {
    const counts = [',', ';', '\t'].map((sign) => ({ sign, n: line.split(sign).length }))
    const most = counts.reduce((a, b) => (b.n > a.n ? b : a))
    if (most.n > 1) return most.sign
  }
  return ','
}
