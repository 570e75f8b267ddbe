/** A small company in which one suggestion meets everybody it can meet, and the two verbs that lead it through the loop. */
import { fileURLToPath } from 'node:url'
import type { Actor } from '#platform/access.ts'
import type { OnceKey } from '#platform/ctx.ts'
import type { MatterView, Move, MoveName } from '../../src/domains/matters/contract.ts'
import { loadKinds as load } from '../../src/domains/matters/kinds.ts'
import { act } from '../../src/domains/matters/service.ts'
import type { Part } from '../../src/domains/matters/split/contract.ts'
import { findMatter, type MatterRecord } from '../../src/domains/matters/store.ts'
import { submit } from '../../src/domains/voice/service.ts'
import { aPerson, aUnit, type TestUnit } from './people.ts'
import type { World } from './world.ts'

const rulepacks = fileURLToPath(new URL('../../rulepacks', import.meta.url))

/** Makes the kinds of matter known, as the roof does at the start. */
export const loadKinds = () => load(rulepacks)

export type Place = 'company' | 'district' | 'station' | 'lead' | 'assisting' | 'far'
/** Each stands to a matter of `raise` as his name says, once it has been led that far; `stranger` to nothing. */
export type Who = 'raiser' | 'joiner' | 'colleague' | 'desk' | 'lead' | 'owner' | 'assisting' | 'superior' | 'stranger'

export interface Raised {
  readonly by?: Who
  readonly text?: string
  readonly visibility?: 'company' | 'handlers'
  readonly pictures?: readonly string[]
  /** The closed matter that has come back. */
  readonly again?: string
}

export type Loop = Awaited<ReturnType<typeof openLoop>>

export const someText = '夜班值班室的热水器坏了两周，报修三次没有人来，值班人员喝不上热水。'

export async function openLoop(world: World) {
  await loadKinds()
  const { db } = world
  const company = await aUnit(db, { name: '集团', kind: 'company' })
  const district = await aUnit(db, { under: company, name: '东城公司', kind: 'district' })
  const units: Readonly<Record<Place, TestUnit>> = {
    company,
    district,
    station: await aUnit(db, { under: district, name: '东一所' }),
    lead: await aUnit(db, { under: district, name: '东二所' }),
    assisting: await aUnit(db, { under: district, name: '东三所' }),
    far: await aUnit(db, { under: await aUnit(db, { under: company, name: '西城公司' }), name: '西一所' }),
  }
  const people: Readonly<Record<Who, Actor>> = {
    raiser: await aPerson(db, { unit: units.station, name: '钱立春' }),
    joiner: await aPerson(db, { unit: units.assisting, name: '孙雨水' }),
    colleague: await aPerson(db, { unit: units.far, name: '李惊蛰' }),
    desk: await aPerson(db, { unit: units.station, name: '周春分', roles: ['secretary'] }),
    lead: await aPerson(db, { unit: units.lead, name: '吴清明', roles: ['leader'] }),
    owner: await aPerson(db, { unit: units.lead, name: '郑谷雨' }),
    assisting: await aPerson(db, { unit: units.assisting, name: '王立夏', roles: ['leader'] }),
    superior: await aPerson(db, { unit: district, name: '冯小满', roles: ['leader', 'secretary'] }),
    stranger: await aPerson(db, { unit: units.far, name: '陈芒种', roles: ['secretary'] }),
  }

  const row = async (id: string): Promise<MatterRecord> => {
    const found = await findMatter(db, id)
    if (found === undefined) throw new Error(`no matter ${id}`)
    return found
  }

  const move = async (
    who: Who | Actor,
    id: string,
    wanted: Move,
    { seen, now = world.now(), once = null }: { seen?: number; now?: Date; once?: OnceKey | null } = {},
  ): Promise<MatterView> => {
    const ctx = await world.ctxFor(typeof who === 'string' ? people[who] : who, { now, once })
    return act(ctx, { id, seen: seen ?? (await row(id)).events, move: wanted })
  }

  /** A move that says what such a move says; whatever it names exists here. */
  const says = (
    name: MoveName,
    more: { actionId?: string; intoId?: string; earlierId?: string; fileIds?: string[] } = {},
  ): Move => {
    const words: { readonly [N in MoveName]: Extract<Move, { do: N }> } = {
      assign: {
        do: 'assign',
        unitId: units.lead.id,
        ownerId: people.owner.personId,
        assistingUnitIds: [units.assisting.id],
      },
      reassign: { do: 'reassign', ownerId: people.lead.personId },
      hand_on: { do: 'hand_on', unitId: units.assisting.id, reason: '热水器归后勤保障的所管理。' },
      return: { do: 'return', reason: '这项工作不归我所。' },
      ask_extension: { do: 'ask_extension', until: '2027-01-15', reason: '配件在途。' },
      grant_extension: { do: 'grant_extension' },
      refuse_extension: { do: 'refuse_extension', reason: '配件仓库里有。' },
      ask: { do: 'ask', question: '是哪一间值班室？' },
      reply: { do: 'reply', text: '二楼东侧那一间。' },
      add: { do: 'add', text: '昨晚又停了一次。' },
      plan_action: { do: 'plan_action', text: '更换加热管', ownerId: people.owner.personId, dueOn: '2027-01-10' },
      finish_action: { do: 'finish_action', actionId: more.actionId ?? company.id, note: '已更换并试水。' },
      attach_evidence: { do: 'attach_evidence', fileIds: more.fileIds ?? [company.id], note: '更换后的照片' },
      answer: { do: 'answer', kind: 'done', text: '加热管已更换，今晚夜班可以用热水。' },
      judge: { do: 'judge', verdict: 'not_solved', reason: '还是没有热水。' },
      merge: { do: 'merge', intoId: more.intoId ?? company.id, reason: '与另一条说的是同一台。' },
      decline: { do: 'decline', reason: '该值班室本月底撤销，设备不再更换。' },
      withdraw: { do: 'withdraw' },
      join: { do: 'join' },
      leave: { do: 'leave' },
      split: {
        do: 'split',
        parts: ['值班室的热水器不出热水。', '报修三次没有人来。'].map((part) => aPart(part)),
        reason: '一件是设备，一件是报修没有回音。',
      },
      cosign: { do: 'cosign', reason: '我们班也没有热水。' },
      uncosign: { do: 'uncosign' },
      confirm_repeat: { do: 'confirm_repeat', earlierId: more.earlierId ?? company.id },
      reject_repeat: { do: 'reject_repeat', earlierId: more.earlierId ?? company.id },
    }
    return words[name]
  }

  return {
    units,
    people,
    row,
    move,
    says,
    async raise({
      by = 'raiser',
      text = someText,
      visibility = 'company',
      pictures = [],
      again,
    }: Raised = {}): Promise<string> {
      const ctx = await world.ctxFor(people[by])
      return (await submit(ctx, { text, about: 'tools', visibility, pictures: [...pictures], ...(again && { again }) }))
        .matterId
    },
    /** Leads a matter through the usual moves, each by the one who usually makes it. */
    async lead(id: string, ...names: readonly MoveName[]): Promise<void> {
      for (const name of names) await move(usually[name], id, says(name))
    },
  }
}

/** A part of a matter that only says something. */
export const aPart = (text: string): Part => ({ text, fileIds: [], mergedIds: [], actionIds: [] })

/** Who makes a move in the plain course of things. */
export const usually: Readonly<Record<MoveName, Who>> = {
  assign: 'desk',
  reassign: 'lead',
  hand_on: 'owner',
  return: 'owner',
  ask_extension: 'owner',
  grant_extension: 'superior',
  refuse_extension: 'superior',
  ask: 'owner',
  reply: 'raiser',
  add: 'raiser',
  plan_action: 'owner',
  finish_action: 'owner',
  attach_evidence: 'assisting',
  answer: 'owner',
  judge: 'raiser',
  merge: 'desk',
  decline: 'desk',
  withdraw: 'raiser',
  join: 'joiner',
  leave: 'joiner',
  split: 'desk',
  cosign: 'colleague',
  uncosign: 'colleague',
  confirm_repeat: 'raiser',
  reject_repeat: 'desk',
}
