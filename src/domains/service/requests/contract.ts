/**
 * Requests of heat users. Anybody reports one without an account; it becomes a matter with an owner and a clock. Whoever has the
 * receipt follows it, adds to it, withdraws it, and says at the end whether his home is warm.
 */
import { z } from 'zod'
import { MatterState, verdicts } from '#domains/matters/contract.ts'
import { RaiserView } from '#domains/matters/receipts/contract.ts'
import { endpoint } from '#platform/endpoint.ts'
import { contactRoles, NodeKind, PlaceKind } from '../contract.ts'

export const troubles = [
  ...(['no_heat', 'too_cold', 'leak', 'noise', 'valve', 'bill', 'stop_heating', 'restart_heating'] as const),
  ...(['temperature_test', 'praise', 'suggestion', 'other'] as const),
] as const
export const Trouble = z.enum(troubles)
export type Trouble = z.infer<typeof Trouble>

const Text = z.string().trim().max(2000)

export const PlaceView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: PlaceKind,
  /** Whether there is something below it to choose from. */
  divided: z.boolean(),
})
export type PlaceView = z.infer<typeof PlaceView>

export const listPlaces = endpoint({
  method: 'GET',
  path: '/service/places',
  caller: 'anyone',
  summary: 'Estates whose name has these words in it, or what lies directly below a place; at most a hundred.',
  input: z.object({ q: z.string().trim().max(40).default(''), under: z.uuid().optional() }),
  output: z.object({ places: z.array(PlaceView) }),
})

/** Where a home is: its place in the register, and the flat as people write it. */
export const HomeView = z.object({ placeId: z.uuid(), address: z.string(), flat: z.string() })
export type HomeView = z.infer<typeof HomeView>

export const recogniseHome = endpoint({
  method: 'POST',
  path: '/service/homes/recognise',
  caller: 'anyone',
  keepReply: false,
  summary:
    'The address of a customer number, for whoever knows the last four digits of the phone that belongs to it. A wrong number and wrong digits are refused alike, and tries are limited.',
  input: z.object({ customerNo: z.string().trim().min(3).max(40), phoneEnd: z.string().regex(/^\d{4}$/) }),
  output: HomeView,
})

export const RequestReceipt = z.object({
  number: z.string(),
  /** By when it must be answered. */
  answerBy: z.iso.datetime(),
  receivedBy: z.string(),
})
export type RequestReceipt = z.infer<typeof RequestReceipt>

export const sendRequest = endpoint({
  method: 'POST',
  path: '/service/requests',
  caller: 'anyone',
  summary:
    'Reports a trouble with the heat of a home. The receipt code is made by whoever sends it; only its hash is kept.',
  input: z.object({
    receipt: z.string().length(16),
    trouble: Trouble,
    placeId: z.uuid(),
    flat: z.string().trim().max(20).optional(),
    text: Text.default(''),
    /** Degrees Celsius. */
    measured: z.number().min(-30).max(50).multipleOf(0.1).optional(),
    atHome: z.string().trim().max(100).optional(),
    name: z.string().trim().max(40).optional(),
    phone: z.string().trim().max(20).optional(),
    pictures: z.array(z.uuid()).max(3).default([]),
  }),
  output: RequestReceipt,
})

export const reaches = ['phone', 'landline', 'letter'] as const

export const takeRequest = endpoint({
  method: 'POST',
  path: '/service/households/:id/requests',
  caller: contactRoles,
  summary: 'Takes down what somebody reports by telephone or at the desk, for a household that the caller looks after.',
  input: z.object({
    id: z.uuid(),
    channel: z.enum(['hotline', 'desk']),
    trouble: Trouble,
    text: Text.default(''),
    /** Degrees Celsius. */
    measured: z.number().min(-30).max(50).multipleOf(0.1).optional(),
    atHome: z.string().trim().max(100).optional(),
    name: z.string().trim().max(40).optional(),
    phone: z.string().trim().max(20).optional(),
    /** How the person wants to hear of it. */
    reachBy: z.enum(reaches).optional(),
  }),
  output: RequestReceipt.extend({ matterId: z.uuid() }),
})

export const listHouseholdRequests = endpoint({
  method: 'GET',
  path: '/service/households/:id/requests',
  caller: contactRoles,
  summary: 'What was reported for a household that the caller looks after, newest first, at most twenty.',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    rows: z.array(
      z.object({
        matterId: z.uuid(),
        number: z.string(),
        trouble: Trouble,
        at: z.iso.datetime(),
        state: MatterState,
        /** How often it was opened again. */
        level: z.number().int(),
      }),
    ),
  }),
})

export const addRequestPicture = endpoint({
  method: 'POST',
  path: '/service/requests-pictures',
  caller: 'anyone',
  body: 'bytes',
  summary:
    'Takes one picture (JPEG, PNG, WebP; at most 10 MB) for a request, re-encodes it without metadata, and gives its id.',
  input: z.object({}),
  output: z.object({ fileId: z.uuid() }),
})

export const ReceiptView = z.object({
  trouble: Trouble,
  /** In words, with the flat: 示范小区3号楼2单元501. */
  address: z.string(),
  measured: z.number().nullable(),
  atHome: z.string().nullable(),
  matter: RaiserView,
})
export type ReceiptView = z.infer<typeof ReceiptView>

export const openReceipt = endpoint({
  // the code stands for the person, so it travels in the body: addresses are written down by whatever lies on the way
  method: 'POST',
  path: '/service/receipts/open',
  caller: 'anyone',
  keepReply: false,
  summary: 'What has become of a request, for whoever has its receipt.',
  input: z.object({ code: z.string().trim().max(40) }),
  output: ReceiptView,
})

/** The facts of a request, for those who see its matter; whole address and contact only for those who work on it. */
export const RequestView = z.object({
  id: z.uuid(),
  trouble: Trouble,
  channel: z.enum(['web', 'hotline', 'desk']),
  address: z.string(),
  /** What it hangs on, from the heat source down; empty where the register does not know the flat. */
  network: z.array(z.object({ kind: NodeKind, name: z.string() })),
  customerNo: z.string().nullable(),
  floor: z.number().int().nullable(),
  measured: z.number().nullable(),
  atHome: z.string().nullable(),
  /** Masked. */
  reporter: z.string().nullable(),
  phone: z.string().nullable(),
  may: z.array(z.enum(['show_contact'])),
})
export type RequestView = z.infer<typeof RequestView>

export const getRequest = endpoint({
  method: 'GET',
  path: '/service/requests/:matterId',
  caller: 'employee',
  summary: 'The facts of the request that a matter is, as far as the caller may see them.',
  input: z.object({ matterId: z.uuid() }),
  output: RequestView,
})

export const showRequestContact = endpoint({
  method: 'POST',
  path: '/service/requests/:matterId/contact',
  caller: 'employee',
  keepReply: false,
  summary:
    'Shows name and phone of whoever reported it, to those who work on it; that they were shown, to whom and why is recorded.',
  input: z.object({ matterId: z.uuid(), reason: z.string().trim().min(4).max(200) }),
  output: z.object({ reporter: z.string().nullable(), phone: z.string().nullable() }),
})

const words = Text.min(2)
export const ReceiptMove = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('reply'), text: words }),
  z.strictObject({ do: z.literal('add'), text: words }),
  z.strictObject({ do: z.literal('judge'), verdict: z.enum(verdicts), reason: words.optional() }),
  /** `urged`: somebody asked him to withdraw it. */
  z.strictObject({ do: z.literal('withdraw'), reason: Text.optional(), urged: z.boolean().optional() }),
])
export type ReceiptMove = z.infer<typeof ReceiptMove>

export const moveByReceipt = endpoint({
  method: 'POST',
  path: '/service/receipts/moves',
  caller: 'anyone',
  keepReply: false,
  summary: 'Replies, adds, judges or withdraws, for whoever has the receipt of a request.',
  input: z.object({ code: z.string().trim().max(40), seen: z.number().int().min(0), move: ReceiptMove }),
  output: ReceiptView,
})
