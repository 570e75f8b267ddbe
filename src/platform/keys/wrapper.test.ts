import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { commandWrapper, masterWrapper } from './wrapper.ts'

const master = Buffer.alloc(32, 7)
const wrapper = masterWrapper(master)
const key = Buffer.alloc(32, 9)
const purpose = 'seal/org_person.phone_sealed v3'

describe('a key wrapped by a master key', () => {
  test('opens to what it was, for its own purpose and under its own master key only', async () => {
    const wrapped = await wrapper.wrap(purpose, key)
    expect(await masterWrapper(master).unwrap(purpose, wrapped)).toEqual(key)
    expect((await wrapper.wrap(purpose, key)).equals(wrapped)).toBe(false)
    await expect(wrapper.unwrap('seal/org_person.phone_sealed v4', wrapped)).rejects.toThrow('was changed, moved')
    await expect(masterWrapper(Buffer.alloc(32, 8)).unwrap(purpose, wrapped)).rejects.toThrow('another master key')
    await expect(wrapper.unwrap(purpose, wrapped.subarray(1))).rejects.toThrow('is not wrapped')
    for (let bit = 8; bit < wrapped.length * 8; bit += 7) {
      const changed = Buffer.from(wrapped)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      await expect(wrapper.unwrap(purpose, changed), `bit ${bit}`).rejects.toThrow()
    }
  })

  test('has a layout that stays, or no old key could be unwrapped', async () => {
    // computed apart from this program: HKDF by its definition, AES-256-GCM of the Python library cryptography
    const wrapped =
      '01000102030405060708090a0b359e8df39f8b54d27def9d759949412ffaf583ebacea3f62921fa323b0bb391492739f064535326bf6da988aa0e9a0af'
    expect(await wrapper.unwrap(purpose, Buffer.from(wrapped, 'hex'))).toEqual(key)
    expect(wrapper.id).toBe('b7d0f88787f6')
  })

  test('tells nothing of the master key, whose size is checked', () => {
    const shown = inspect(wrapper, { depth: 9, showHidden: true }) + JSON.stringify(wrapper)
    expect(shown).not.toContain('07 07')
    expect(() => masterWrapper(Buffer.alloc(16))).toThrow('a master key has 32 bytes')
  })
})

test.skipIf(process.platform === 'win32')(
  'a command can hold the wrapping key: an HSM behind three verbs',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keys-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const command = join(folder, 'hsm')
    // a stand-in that turns the bytes round, and refuses what is not its own
    await writeFile(
      command,
      `#!${process.execPath}
const [verb, purpose] = process.argv.slice(2)
if (verb === 'id') return console.log('hsm:slot-1')
if (purpose === 'closed') process.exit(3)
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk))
process.stdin.on('end', () => console.log(Buffer.from(Buffer.concat(chunks).toString(), 'base64').reverse().toString('base64')))
`,
      { mode: 0o700 },
    )
    const hsm = await commandWrapper(command)
    const random = Buffer.from(Array.from({ length: 32 }, (_, i) => i))
    const wrapped = await hsm.wrap(purpose, random)
    expect([hsm.id, wrapped[0]]).toEqual(['hsm:slot-1', 31])
    expect(await hsm.unwrap(purpose, wrapped)).toEqual(random)
    await expect(hsm.wrap('closed', random)).rejects.toThrow('failed at "wrap" (exit code 3)')
    await expect(commandWrapper(join(folder, 'nothing'))).rejects.toThrow('cannot be run')
  },
)
