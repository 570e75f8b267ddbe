import { describe, expect, test } from 'vitest'
import { numbersMeant, tellingTerms } from './rules.ts'

test.each(['JY-2026-000012', 'jy-2026-12', 'ＪＹ－２０２６－０００１２', ' jy 2026 12 ', 'jy202612'])(
  '%j is a whole number, however it is written',
  (text) => {
    expect(numbersMeant(text, ['JY'], 2026)).toEqual(['JY-2026-000012'])
  },
)

test('a bare number is looked for in each kind, in this year and the four before', () => {
  const found = numbersMeant('12', ['JY', 'BX'], 2026)
  expect(found).toHaveLength(10)
  expect(found).toContain('JY-2026-000012')
  expect(found).toContain('BX-2022-000012')
})

test.each(['暖气', '12号楼', 'JY', 'JY-2026', '', '1234567890'])('%j is no number', (text) => {
  expect(numbersMeant(text, ['JY'], 2026)).toEqual([])
})

describe('the telling words of a text', () => {
  const shares = new Map([
    ['希望', 0.4],
    ['暖气', 0.3],
    ['阀门', 0.03],
    ['漏水', 0.01],
    ['更换', 0.015],
    ['冰冻', 0.02],
  ])

  test('are its rarest ones, until they would bring too many matters', () => {
    expect(tellingTerms(['希望', '更换', '暖气', '珐琅', '漏水', '冰冻', '阀门'], shares)).toEqual([
      '珐琅',
      '漏水',
      '更换',
      '冰冻',
    ])
  })

  test('are three at least, however common, and all where nothing is known of them', () => {
    expect(tellingTerms(['希望', '暖气', '阀门'], shares)).toEqual(['阀门', '暖气', '希望'])
    const many = Array.from({ length: 40 }, (_, i) => `词${i}`)
    expect(tellingTerms(many, new Map())).toEqual(many)
  })
})
