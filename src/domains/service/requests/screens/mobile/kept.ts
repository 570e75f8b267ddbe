/** The receipts of what was reported from this phone, kept on it alone, the latest first. */

const KEPT_AS = 'nuanqiao.receipts'
const most = 20

export interface KeptReceipt {
  readonly code: string
  readonly number: string
  /** What and where, in the person's own language. */
  readonly title: string
  /** ISO time of the report. */
  readonly at: string
}

export function keptReceipts(): readonly KeptReceipt[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT_AS) ?? '[]')
    return Array.isArray(kept) ? (kept as KeptReceipt[]) : []
  } catch {
    return []
  }
}

/** Where storage is forbidden the person has the code on the page that follows. */
export function keepReceipt(receipt: KeptReceipt): void {
  try {
    const others = keptReceipts().filter(({ code }) => code !== receipt.code)
    localStorage.setItem(KEPT_AS, JSON.stringify([receipt, ...others].slice(0, most)))
  } catch {
    // nothing to be done
  }
}
