/** Keys of a company: made once, wrapped by the master key, renewed while people read and write. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aPerson, aUnit } from '../../../test/world/people.ts'
import { openWorld, type World } from '../../../test/world/world.ts'
import { personByLogin, phoneOfPerson, printedPhones, setPhone } from '../../domains/org/service.ts'
import type { DataKeys } from './data-keys.ts'
import {
  dropOldPrintKeys,
  openKeys,
  renewKeys,
  renewPrintKey,
  replaceLostKeys,
  rewrapKeys,
  sealedColumns,
} from './data-keys.ts'
import { reprint } from './reprint.ts'
import { dropSpentKeys, resealColumn } from './reseal.ts'
import { masterWrapper } from './wrapper.ts'

const own = masterWrapper(Buffer.alloc(32, 7))
const next = masterWrapper(Buffer.alloc(32, 8))
const day = 86_400_000
const phoneColumn = { table: 'org_person', column: 'phone_sealed', row: 'id' }

let world: World
let personId: string
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  personId = (await aPerson(world.db, { unit: await aUnit(world.db) })).personId
})

const rows = () => world.db.selectFrom('platform_key').selectAll().orderBy('purpose').orderBy('version').execute()
const phone = (keys: DataKeys) => phoneOfPerson(world.db, keys, personId)
const sealedBy = async () => {
  const row = world.db.selectFrom('org_person').select('phone_sealed').where('id', '=', personId)
  return (await row.executeTakeFirstOrThrow()).phone_sealed!.readUInt16BE(1)
}

test('every column of sealed values has a key of its own, and so have look-ups, codes, passwords and the replica', async () => {
  const columns = await sealedColumns(world.db)
  expect(columns).toContainEqual(phoneColumn)
  expect(columns).toContainEqual({ table: 'platform_account', column: 'totp_sealed', row: 'person_id' })
  const purposes = [
    ...columns.map(({ table, column }) => `seal/${table}.${column}`),
    'fingerprint',
    'code',
    'pepper',
    'replica',
  ]
  expect((await rows()).map(({ purpose }) => purpose)).toEqual(purposes.sort())
  const keys = [...columns.map(({ table, column }) => world.keys.sealing(`${table}.${column}`).key)].concat(
    ['fingerprint/org_person.phone', 'fingerprint/code.recovery', 'password-pepper', 'replica/seen'].map((name) =>
      world.keys.for(name),
    ),
  )
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(keys.length)
  const theirs = world.other.keys.sealing('org_person.phone_sealed').key
  expect(theirs.equals(world.keys.sealing('org_person.phone_sealed').key)).toBe(false)
})

test('two processes that start at once have the same keys', async () => {
  await world.db.deleteFrom('platform_key').where('purpose', '=', 'code').execute()
  const [a, b] = await Promise.all([openKeys(world.db, [own]), openKeys(world.db, [own])])
  expect(a.for('fingerprint/code.kiosk')).toEqual(b.for('fingerprint/code.kiosk'))
})

describe('a new master key', () => {
  test('wraps every key anew and changes nothing that is sealed; the old one opens nothing any more', async () => {
    await setPhone(world.db, world.keys, personId, '13811110001')
    const before = await rows()
    expect(await rewrapKeys(world.db, [own], next)).toBe(before.length)
    expect(await phone(await openKeys(world.db, [next]))).toBe('13811110001')
    await expect(openKeys(world.db, [own])).rejects.toThrow('The master key is not the one')
    expect(await rewrapKeys(world.db, [next], next)).toBe(0)
    expect(await phone(world.keys)).toBe('13811110001') // who runs meanwhile goes on
    await world.keys.refresh()
    expect(await phone(world.keys)).toBe('13811110001')
    await rewrapKeys(world.db, [next], own)
  })

  test('wraps none if one cannot be opened', async () => {
    const before = await rows()
    await expect(rewrapKeys(world.db, [masterWrapper(Buffer.alloc(32, 5))], next)).rejects.toThrow('which is not here')
    expect(await rows()).toEqual(before)
  })

  test('in the place of a lost one gives new keys beside the old, which stay for the day it is found', async () => {
    await setPhone(world.db, world.keys, personId, '13811110002')
    await expect(openKeys(world.db, [next])).rejects.toThrow('The master key is not the one')
    expect(await replaceLostKeys(world.db, [next])).toBe((await rows()).length / 2)
    const keys = await openKeys(world.db, [next])
    await expect(phone(keys)).rejects.toThrow('sealed by version 1 of its key, which is not here')
    await setPhone(world.db, keys, personId, '13811110003')
    expect(await phone(keys)).toBe('13811110003')
    await setPhone(world.db, keys, personId, null)
    await world.db.deleteFrom('platform_key').where('version', '>', 1).execute()
  })
})

test('a new data key seals from its hour on, the old one opens meanwhile, and goes once nothing is sealed by it', async () => {
  await setPhone(world.db, world.keys, personId, '13811110004')
  await renewKeys(world.db, own, new Date(Date.now() + day))
  await world.keys.refresh()
  expect(world.keys.sealing('org_person.phone_sealed').version).toBe(1)

  const past = new Date(Date.now() - 2 * day)
  await world.db.updateTable('platform_key').set({ sealing_from: past }).where('version', '=', 2).execute()
  await world.keys.refresh()
  expect(await phone(world.keys)).toBe('13811110004')
  expect(await dropSpentKeys(world.db, new Date())).toBe((await sealedColumns(world.db)).length - 1)
  expect(await sealedBy()).toBe(1)

  expect(await resealColumn(world.db, world.keys, phoneColumn)).toBeGreaterThan(0)
  expect([await sealedBy(), await phone(world.keys)]).toEqual([2, '13811110004'])
  expect(await resealColumn(world.db, world.keys, phoneColumn)).toBe(0)
  expect(await dropSpentKeys(world.db, new Date())).toBe(1)
  expect(await phone(await openKeys(world.db, [own]))).toBe('13811110004')
})

test('a new key of the fingerprints finds everybody by his phone as before, and nobody by the old prints', async () => {
  await setPhone(world.db, world.keys, personId, '13811110005')
  const codes = (await openKeys(world.db, [own])).for('fingerprint/code.recovery')
  await world.db.transaction().execute(async (tx) => {
    await renewPrintKey(tx, own)
    expect(await reprint(tx, await openKeys(tx, [own]), printedPhones)).toBeGreaterThan(0)
    await dropOldPrintKeys(tx)
  })
  expect(await personByLogin(world.db, world.keys, '13811110005')).toBeNull()
  const keys = await openKeys(world.db, [own])
  expect((await personByLogin(world.db, keys, '13811110005'))?.id).toBe(personId)
  expect(keys.for('fingerprint/code.recovery')).toEqual(codes)
  expect((await rows()).filter(({ purpose }) => purpose === 'fingerprint')).toMatchObject([{ version: 2 }])
})
