/** All cases together, and for each endpoint one that the table allows. */
import { requestOf } from '#ui/call.ts'
import { groups } from '../../src/house.ts'
import { access, type Column, columns } from '../access.table.ts'
import type { Answer } from '../world/client.ts'
import type { Asked, Case, Cases, Row } from './case.ts'
import { deputyCases } from './deputies.ts'
import { directivesCases } from './directives.ts'
import { exportCases } from './exports.ts'
import { ledgerCases } from './ledger.ts'
import { mattersCases } from './matters.ts'
import { noticesCases } from './notices.ts'
import { orgCases } from './org.ts'
import { privacyCases } from './privacy.ts'
import { serviceCases } from './service.ts'
import { signInCases } from './sign-in.ts'
import { type Caller, type Place, places, type Stage } from './stage.ts'
import { viewCases } from './views.ts'

export const cases: Cases = {
  ...signInCases,
  ...orgCases,
  ...mattersCases,
  ...serviceCases,
  ...directivesCases,
  ...ledgerCases,
  ...noticesCases,
  ...privacyCases,
  ...deputyCases,
  ...viewCases,
  ...exportCases,
}

/** Every endpoint of the house, as `POST /matters/:id/moves`. */
export const served = groups.flatMap((group) =>
  group.routes.map(({ endpoint }) => ({ name: `${endpoint.method} ${endpoint.path}`, endpoint })),
)

/** A row of the table, read. */
export function rowOf(label: string): Row {
  const [first = '', ...variant] = label.split(' ')
  const place = (places as readonly string[]).includes(first) ? (first as Place) : 'own'
  return { place, mine: first === 'mine', variant: variant.join(' ') }
}

const cellOf = (cells: string, column: Column): string => cells.split(/\s+/)[columns.indexOf(column)]!

/** A row and a column in which the table says yes; administrators and auditors first, because they reach furthest. */
export function allowedOf(endpoint: string, among: readonly Column[] = columns): { row: Row; column: Column } | null {
  const order: Column[] = ['system_admin', 'auditor', 'leader', ...columns]
  for (const column of order.filter((one) => among.includes(one)))
    for (const [label, cells] of Object.entries(access[endpoint] ?? {}))
      if (cellOf(cells, column) === '200') return { row: rowOf(label), column }
  return null
}

export interface Sending {
  readonly key?: string
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** Put in place of the body, whatever it is. */
  readonly body?: string
}

/** Sends what a case asks for. */
export function send(stage: Stage, one: Case, asked: Asked, caller: Caller, sending: Sending = {}): Promise<Answer> {
  const { method, path, body } = requestOf(one.endpoint, asked.input)
  const text = sending.body ?? (typeof body === 'string' ? body : undefined)
  return stage.world.ask(method, `/api${path}`, text, {
    ...(caller.as === undefined ? {} : { as: caller.as }),
    ...(asked.bytes === undefined ? {} : { bytes: asked.bytes }),
    ...(asked.host === undefined ? {} : { host: asked.host }),
    ...(sending.key === undefined ? {} : { key: sending.key }),
    ...(sending.headers === undefined ? {} : { headers: sending.headers }),
  })
}
