/** Signed notes, held against the example of the specification's own implementation. */
import { describe, expect, test } from 'vitest'
import { keysFrom } from '../factory.ts'
import { auditSigner, findCheckpoints, readVerifierKey, signCheckpoint } from './checkpoint.ts'

// golang.org/x/mod/sumdb/note, example of the package
const theirKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const theirText = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`
const theirSignature =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'

const signer = auditSigner(keysFrom(Buffer.alloc(32, 7)), 'main')
const verifier = readVerifierKey(signer.verifierKey)
const root = Buffer.alloc(32, 5)

describe('a note', () => {
  test('of another implementation is accepted as it stands, and refused with a letter changed', () => {
    const key = readVerifierKey(theirKey)
    expect(key.accepts(theirText, theirSignature)).toBe(true)
    expect(key.accepts(theirText.replace('answer', 'Answer'), theirSignature)).toBe(false)
  })

  test('of ours has three lines, an empty one and the signature', () => {
    const lines = signCheckpoint(signer, 12, root).split('\n')
    expect(lines.slice(0, 4)).toEqual(['nuanqiao/main', '12', root.toString('base64'), ''])
    expect(lines[4]).toMatch(/^— nuanqiao\/main [A-Za-z0-9+/]{91}=$/)
    expect(lines.slice(5)).toEqual([''])
  })

  test('is found among others, with a witness’s signature beside ours', () => {
    const own = signCheckpoint(signer, 12, root)
    const text = `${own}— witness.example ${'A'.repeat(91)}=\n\nsome words\n\n${signCheckpoint(signer, 13, root)}`
    expect(findCheckpoints(text, verifier)).toMatchObject([
      { origin: 'nuanqiao/main', size: 12, root, signed: true },
      { origin: 'nuanqiao/main', size: 13, root, signed: true },
    ])
    expect(findCheckpoints(own.replaceAll('\n', '\r\n'), verifier)[0]?.signed).toBe(true)
  })

  test.each([
    ['another size', (note: string) => note.replace('\n12\n', '\n13\n')],
    ['another root', (note: string) => note.replace('\nBQUF', '\nBQUG')],
    ['another log', (note: string) => note.replaceAll('nuanqiao/main', 'nuanqiao/other')],
    ['a line added', (note: string) => note.replace('\n\n', '\nmore\n\n')],
    ['a foreign signature', (note: string) => note.replace(/ [A-Za-z0-9+/]{91}=/, ` ${'A'.repeat(91)}=`)],
  ])('with %s is found but not believed', (_what, change) => {
    const [found] = findCheckpoints(change(signCheckpoint(signer, 12, root)), verifier)
    expect(found).toMatchObject({ signed: false })
  })
})

describe('a verifier key', () => {
  test('is the same for the same key file and tenant, and another for another tenant', () => {
    expect(auditSigner(keysFrom(Buffer.alloc(32, 7)), 'main').verifierKey).toBe(signer.verifierKey)
    expect(auditSigner(keysFrom(Buffer.alloc(32, 7)), 'other').verifierKey).not.toBe(signer.verifierKey)
  })

  test.each([
    ['nothing', ''],
    ['a mistyped one', theirKey.replace('KqiB', 'KqiC')],
    ['a renamed one', theirKey.replace('Peter', 'Petra')],
  ])('that is %s is refused', (_what, line) => {
    expect(() => readVerifierKey(line)).toThrow('not a verifier key')
  })
})
