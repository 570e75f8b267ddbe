/** Service rules: what somebody means who looks for a household, how names and phones are masked, where a role reaches. Pure. */
import type { Role } from '#platform/access.ts'
import { type AddressQuery, addressQuery } from './address.ts'

/** A customer number as it is kept and compared: full-width folded (NFKC), without spaces and dashes, in capitals. */
export function customerNoOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s-]+/g, '')
    .toUpperCase()
}

/** The digits of a mobile or fixed number (a leading +86 of a mobile dropped), or null if it has not 7 to 12 of them. */
export function phoneDigits(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s().-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^\d{7,12}$/.test(digits) ? digits : null
}

/** The last four digits, by which people name a phone. */
export const phoneEnd = (digits: string): string => digits.slice(-4)

/** What a text may mean; each that is not null is looked for, and a household needs to fit one of them. */
export interface Meaning {
  /** What the customer number begins with. */
  readonly customerNo: string | null
  readonly phone: string | null
  readonly phoneEnd: string | null
  readonly address: AddressQuery | null
}

/** 3-2-501: building, entrance and flat, however many digits they have together. */
const shortAddress = /^\d{1,3}-\d{1,2}-\d{2,4}$/

/** Four digits are the end of a phone; more are a customer number or a phone; digits alone are never an address. */
export function meaningOf(q: string): Meaning {
  const text = q.normalize('NFKC').trim()
  if (shortAddress.test(text)) return { customerNo: null, phone: null, phoneEnd: null, address: addressQuery(text) }
  const customerNo = customerNoOf(text)
  const phone = phoneDigits(text)
  return {
    customerNo: /^[A-Z]{0,4}\d{5,20}$/.test(customerNo) ? customerNo : null,
    phone,
    phoneEnd: /^\d{4}$/.test(text) ? text : null,
    address: phone !== null || /^\d+$/.test(text) ? null : addressQuery(text),
  }
}

/** Roles that serve every household of the company, wherever they are held. */
export const companyWide: readonly Role[] = ['hotline', 'dispatcher']

/** The unit whose households a role at `unit` reaches: a team serves those of the unit that it belongs to. */
export function servedUnit(unit: { id: string; parentId: string | null; kind: string }): string {
  return unit.kind === 'team' && unit.parentId !== null ? unit.parentId : unit.id
}
