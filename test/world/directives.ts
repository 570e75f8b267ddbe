/** A small company in which the group sends directives down, and the verbs that lead one through its story. */
import type { Actor } from '#platform/access.ts'
import type { InputOf } from '#platform/endpoint.ts'
import type { About, Decision, issueDirective } from '../../src/domains/directives/contract.ts'
import { decide, object } from '../../src/domains/directives/objections/service.ts'
import { issue, recall } from '../../src/domains/directives/service.ts'
import { directive, piece } from '../../src/domains/directives/view/service.ts'
import type { Move } from '../../src/domains/matters/contract.ts'
import { act } from '../../src/domains/matters/service.ts'
import { findMatter, type MatterRecord } from '../../src/domains/matters/store.ts'
import { aPerson, aUnit, type TestUnit } from './people.ts'
import type { World } from './world.ts'

export type CommandUnit = 'group' | 'east' | 'one' | 'two' | 'west'
export type CommandPerson =
  | 'chief'
  | 'affairs'
  | 'eastHead'
  | 'oneHead'
  | 'oneSecretary'
  | 'twoHead'
  | 'westHead'
  | 'worker'

export type Command = Awaited<ReturnType<typeof openCommand>>

export const someObjection = '我所没有老旧小区，没有可以排查的对象。'
export const someDecision = '你所情况属实，这次不再要求。'

export async function openCommand(world: World) {
  const { db } = world
  const group = await aUnit(db, { name: '集团', kind: 'company' })
  const east = await aUnit(db, { under: group, name: '东城公司', kind: 'district' })
  const units: Readonly<Record<CommandUnit, TestUnit>> = {
    group,
    east,
    one: await aUnit(db, { under: east, name: '东一所' }),
    two: await aUnit(db, { under: east, name: '东二所' }),
    west: await aUnit(db, { under: group, name: '西城公司', kind: 'district' }),
  }
  const office = await aUnit(db, { under: group, name: '党群工作部', kind: 'department' })
  const people: Readonly<Record<CommandPerson, Actor>> = {
    chief: await aPerson(db, { unit: group, name: '顾总', roles: ['leader'] }),
    affairs: await aPerson(db, { unit: office, name: '方芳', roles: [{ role: 'party_affairs', at: group }] }),
    eastHead: await aPerson(db, { unit: east, name: '冯小满', roles: ['leader', 'secretary'] }),
    oneHead: await aPerson(db, { unit: units.one, name: '郑谷雨', roles: ['leader'] }),
    oneSecretary: await aPerson(db, { unit: units.one, name: '周春分', roles: ['secretary'] }),
    twoHead: await aPerson(db, { unit: units.two, name: '王立夏', roles: ['leader', 'secretary'] }),
    westHead: await aPerson(db, { unit: units.west, name: '陈芒种', roles: ['leader', 'secretary'] }),
    worker: await aPerson(db, { unit: units.one, name: '钱立春' }),
  }

  const row = async (id: string): Promise<MatterRecord> => {
    const found = await findMatter(db, id)
    if (found === undefined) throw new Error(`no matter ${id}`)
    return found
  }
  const as = (who: CommandPerson) => world.ctxFor(people[who])
  type Wish = Partial<Omit<InputOf<typeof issueDirective>, 'unitIds'>> & { readonly to?: readonly CommandUnit[] }

  return {
    units,
    people,
    office,
    row,
    as,
    /** What the chief asks unless it is said otherwise; due on Monday the week after. */
    said({ to = ['one', 'two'], items = [], ...wish }: Wish = {}) {
      return {
        title: '排查老旧小区立管',
        text: '逐栋排查老旧小区的立管，列出要换的，写明户数和长度。',
        purpose: '入冬前把漏点换掉，不在最冷的时候停热。',
        dueOn: '2026-11-30',
        minutes: 120,
        ...wish,
        items,
        unitIds: to.map((name) => units[name].id),
      }
    },
    /** Issues it; the matters by the units' names. */
    async issue(wish: Wish = {}, by: CommandPerson = 'chief') {
      const { to = ['one', 'two'] } = wish
      const { id, matters } = await issue(await as(by), this.said(wish))
      const matterOf = Object.fromEntries(
        to.map((name) => [name, matters.find((m) => m.unitId === units[name].id)!.matterId]),
      )
      return { id, matterOf: matterOf as Readonly<Record<CommandUnit, string>> }
    },
    async object(matterId: string, about: About = 'does_not_fit', by: CommandPerson = 'oneSecretary') {
      return (await object(await as(by), { matterId, about, text: someObjection })).matterId
    },
    async decide(
      matterId: string,
      decision: Decision,
      more: { dueOn?: string; minutes?: number; seen?: number } = {},
      by: CommandPerson = 'chief',
    ) {
      const { events } = await row(matterId)
      return decide(await as(by), { matterId, seen: events, decision, text: someDecision, ...more })
    },
    async move(by: CommandPerson, id: string, move: Move) {
      return act(await as(by), { id, seen: (await row(id)).events, move })
    },
    async recall(id: string, by: CommandPerson = 'chief') {
      return recall(await as(by), { id, reason: '与上级新的安排重复。' })
    },
    page: async (by: CommandPerson, id: string) => directive(await as(by), { id }),
    piece: async (by: CommandPerson, matterId: string) => piece(await as(by), { matterId }),
    /** The acts of a matter's history, in order. */
    async acts(id: string): Promise<string[]> {
      const events = db.selectFrom('matters_event').select('act').where('matter_id', '=', id).orderBy('seq')
      return (await events.execute()).map(({ act: name }) => name)
    },
  }
}
