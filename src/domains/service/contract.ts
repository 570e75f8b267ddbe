/**
 * Service: heat for people's homes. First of all the register: where a home stands (estate, building, entrance), what it
 * hangs on (source, branch, exchange station, zone, riser), and who holds it, whose name and phone are shown for a reason only.
 */
import { z } from 'zod'
import type { Role } from '#platform/access.ts'
import { endpoint } from '#platform/endpoint.ts'
import { ExportFormat, FileReply } from '#platform/file-reply.ts'

export const PlaceKind = z.enum(['estate', 'building', 'entrance'])
export type PlaceKind = z.infer<typeof PlaceKind>

export const NodeKind = z.enum(['source', 'branch', 'exchange_station', 'zone', 'riser'])
export type NodeKind = z.infer<typeof NodeKind>

/** Who finds households: of the whole company, or of the own unit and below. See `reachOf` in rules.ts. */
export const householdRoles: readonly Role[] = [
  'hotline',
  'dispatcher',
  'grid_keeper',
  'repairer',
  'leader',
  'secretary',
]
/** Who may see the name and phone of a holder, for a reason that is kept: whoever works on the heat of the flat. */
export const contactRoles: readonly Role[] = ['hotline', 'dispatcher', 'grid_keeper', 'repairer', 'leader']

export const HouseholdView = z.object({
  id: z.uuid(),
  customerNo: z.string(),
  /** In words: 示范小区3号楼2单元501. */
  address: z.string(),
  floor: z.number().int().nullable(),
  /** The heating station that looks after it. */
  station: z.string(),
  /** What it hangs on, from the heat source down. */
  network: z.array(z.object({ kind: NodeKind, name: z.string() })),
  /** Square metres. */
  heatedArea: z.number(),
  /** Masked: 张*. Null: nobody is known. */
  holder: z.string().nullable(),
  /** Masked: 138****0000. Null: none is known. */
  phone: z.string().nullable(),
  may: z.array(z.enum(['show_contact', 'take_request'])),
})
export type HouseholdView = z.infer<typeof HouseholdView>

export const findHouseholds = endpoint({
  // what is looked for may be a phone, so it travels in the body: addresses are written down by whatever lies on the way
  method: 'POST',
  path: '/service/households/find',
  summary: 'Households by customer number, phone (whole or its last four digits) or address, by customer number.',
  caller: householdRoles,
  keepReply: false,
  input: z.object({
    q: z.string().trim().min(2).max(80),
    /** The customer number after which to go on. */
    after: z.string().max(40).optional(),
  }),
  output: z.object({ rows: z.array(HouseholdView), next: z.string().nullable() }),
})

export const exportHouseholds = endpoint({
  method: 'POST',
  path: '/service/households/export',
  summary: 'All households that a search finds, as a file; names and phones masked. Asks for a fresh second factor.',
  caller: householdRoles,
  freshSecondFactorMinutes: 15,
  reply: 'file',
  keepReply: false,
  input: z.object({ q: z.string().trim().min(2).max(80), format: ExportFormat }),
  output: FileReply,
})

export const showHouseholdContact = endpoint({
  method: 'POST',
  path: '/service/households/:id/contact',
  summary: 'Shows the name and phone of the holder; that they were shown, to whom and why is recorded.',
  caller: contactRoles,
  keepReply: false,
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(4).max(200) }),
  output: z.object({ holder: z.string().nullable(), phone: z.string().nullable() }),
})

export const listContactsShown = endpoint({
  method: 'GET',
  path: '/service/contacts-shown',
  summary: "Which holder's name and phone were shown to whom, and the reason given, newest first.",
  caller: ['auditor'],
  input: z.object({ after: z.uuid().optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        /** The customer number of a household, or the number of a request. */
        whose: z.string(),
        by: z.string(),
        reason: z.string(),
      }),
    ),
    next: z.uuid().nullable(),
  }),
})
