/** A witness on a real log: signs what only grew, refuses what was set back or rewritten, and the check can ask for his signature. */
import { createPublicKey, verify } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../test/world/world.ts'
import { someActs } from '../factory.ts'
import { purposeKeys } from '../keys/purpose-keys.ts'
import { sequence } from './audit.ts'
import { type AuditSigner, auditSigner, findCheckpoints, readVerifierKey } from './checkpoint.ts'
import { readWitnessKey, witness } from './cosignature.ts'
import { verifyAudit } from './verify-audit.ts'
import { judgeRequest, readRequest, type Seen, type WitnessRefusal, writeRequest } from './witness.ts'
import { requestSince } from './witness-request.ts'

let world: World
let owner: pg.Client
let signer: AuditSigner
beforeAll(async () => {
  world = await openWorld()
  signer = auditSigner(purposeKeys(Buffer.alloc(32, 3)), 'main')
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('set search_path to main')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})
beforeEach(async () => {
  await owner.query('truncate platform_audit_checkpoint, platform_audit_leaf, platform_audit_entry')
})

const verifier = () => readVerifierKey(signer.verifierKey)
const them = witness(purposeKeys(Buffer.alloc(32, 4)), 'witness.example/heat')
const grow = async (n: number): Promise<string> => {
  await someActs(world.ctxOfNobody(), n)
  return (await sequence(world.db, signer, new Date())).note!
}
const seenOf = (note: string): Seen => findCheckpoints(note, verifier())[0]!
const ask = async (since: number): Promise<string> => writeRequest(await requestSince(world.db, since))
const whyOf = (text: string, seen: Seen, log = verifier()): WitnessRefusal | 'signed' => {
  const verdict = judgeRequest(text, log, seen)
  return verdict.ok ? 'signed' : verdict.why
}
const cosigned = (text: string, seen: Seen): string => {
  const verdict = judgeRequest(text, verifier(), seen)
  if (!verdict.ok) throw new Error(verdict.why)
  return `${verdict.note}\n${them.cosign(verdict.text, new Date())}\n`
}

describe('a witness', () => {
  test('signs a log that it sees for the first time, and then whatever it grows into', async () => {
    let seen: Seen = null
    for (const n of [1, 1, 2, 3, 6, 20, 1]) {
      const note = await grow(n)
      const text = await ask(seen?.size ?? 0)
      expect(readRequest(text)?.note.trimEnd()).toBe(note.trimEnd())
      expect(whyOf(text, seen)).toBe('signed')
      seen = seenOf(note)
    }
    expect(whyOf(await ask(34), seen)).toBe('signed') // nothing new: signed again
  })

  test('says from where it wants the proof, and believes none that is missing or another', async () => {
    const seen = seenOf(await grow(5))
    await grow(4)
    expect(whyOf(await ask(0), seen)).toBe('wrong_start')
    expect(whyOf(await ask(4), seen)).toBe('wrong_start')
    const { proof, note } = await requestSince(world.db, 5)
    expect(proof.length).toBeGreaterThan(1)
    expect(whyOf(writeRequest({ since: 5, proof: [], note }), seen)).toBe('forked')
    expect(whyOf(writeRequest({ since: 5, proof: proof.toReversed(), note }), seen)).toBe('forked')
    expect(whyOf(writeRequest({ since: 5, proof, note }), seen)).toBe('signed')
  })

  test('refuses a log that was set back', async () => {
    await grow(3)
    const seen = seenOf(await grow(4))
    await owner.query('delete from platform_audit_leaf where position >= 3')
    await owner.query('delete from platform_audit_checkpoint where size > 3')
    expect(whyOf(await ask(0), seen)).toBe('rolled_back')
    expect(whyOf(await ask(3), seen)).toBe('rolled_back')
  })

  test('refuses another history of the same size, or longer, though the log itself has signed it', async () => {
    const seen = seenOf(await grow(6))
    await owner.query('truncate platform_audit_checkpoint, platform_audit_leaf, platform_audit_entry')
    await grow(6)
    expect(whyOf(await ask(6), seen)).toBe('forked')
    await grow(5)
    expect(whyOf(await ask(6), seen)).toBe('forked')
  })

  test('refuses what another key signed, and what is no request', async () => {
    await grow(3)
    const stranger = auditSigner(purposeKeys(Buffer.alloc(32, 9)), 'main')
    expect(whyOf(await ask(0), null, readVerifierKey(stranger.verifierKey))).toBe('not_signed')
    for (const text of ['', 'old 3', 'old x\n\nnuanqiao/main\n', (await ask(0)).replace('old 0', 'old 0\nno hash')])
      expect([text, whyOf(text, null)]).toEqual([text, 'unreadable'])
  })
})

test('a cosignature is Ed25519 over its version, its second and the checkpoint, as C2SP tlog-cosignature has it', () => {
  const text = 'nuanqiao/main\n7\nBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU=\n'
  const line = them.cosign(text, new Date('2026-11-16T02:00:00.900Z'))
  const [, name, base64 = ''] = line.split(' ')
  const blob = Buffer.from(base64, 'base64')
  const [, hash, ...rest] = them.keyLine.split('+')
  const key = rest.join('+')
  expect([name, blob.length, blob.subarray(0, 4).toString('hex')]).toEqual(['witness.example/heat', 76, hash])
  expect(Number(blob.readBigUInt64BE(4))).toBe(Date.parse('2026-11-16T02:00:00Z') / 1000)
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64').subarray(1)])
  const message = Buffer.from(`cosignature/v1\ntime 1794794400\n${text}`)
  expect(Buffer.from(key, 'base64')[0]).toBe(4)
  expect(verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), blob.subarray(12))).toBe(
    true,
  )
  expect(readWitnessKey(them.keyLine).signed(text, line)).toBe(true)
  expect(readWitnessKey(them.keyLine).signed(text.replace('7', '8'), line)).toBe(false)
  expect(() => readWitnessKey(signer.verifierKey)).toThrow('not a verifier key')
})

describe('the check, told of a witness', () => {
  const check = (checkpoint: string | null, witnesses: readonly string[]) =>
    verifyAudit(world.db, {
      publicKey: signer.verifierKey,
      ...(checkpoint === null ? {} : { checkpoint }),
      witnesses,
      now: new Date(Date.now() + 61_000),
      language: 'en',
    })
  const kinds = async (...args: Parameters<typeof check>) => (await check(...args)).problems.map(({ kind }) => kind)

  test('wants his signature on some checkpoint of the file, and says how far he saw', async () => {
    await grow(4)
    const note = cosigned(await ask(0), null)
    const later = await grow(3)
    const another = witness(purposeKeys(Buffer.alloc(32, 5)), 'witness.example/heat')
    expect(await check(`${note}\n${later}`, [them.keyLine])).toEqual({ ok: true, size: 7, witnessed: 4, problems: [] })
    expect(await kinds(later, [them.keyLine])).toEqual(['witness_missing'])
    expect(await kinds(note, [another.keyLine])).toEqual(['witness_missing'])
    expect(await kinds(note, [them.keyLine, another.keyLine])).toEqual(['witness_missing'])
    expect(await kinds(null, [them.keyLine])).toEqual(['witness_missing'])
  })

  test('finds a history that was rewritten and signed anew by the log’s own key, because no witness signs it', async () => {
    await grow(4)
    const note = cosigned(await ask(0), null)
    await owner.query('truncate platform_audit_checkpoint, platform_audit_leaf, platform_audit_entry')
    const forged = await grow(5)
    expect(await kinds(forged, [])).toEqual([])
    expect(await kinds(forged, [them.keyLine])).toEqual(['witness_missing'])
    expect(await kinds(note, [them.keyLine])).toEqual(['forked'])
    expect(whyOf(await ask(4), seenOf(note))).toBe('forked')
  })
})
