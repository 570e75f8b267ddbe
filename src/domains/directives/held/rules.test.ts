import { expect, test } from 'vitest'
import { names, readsLike } from './rules.ts'

test.each([
  ['各单位职工花名册', ['花名册'], true],
  ['报一下花名，册子不用', ['花名册'], false],
  ['各站换热站数量和位置', ['管网清单', '换热站数量'], true],
  ['A roster of the night shift', ['roster'], true],
  ['Rosters', ['roster'], false],
  ['老旧小区立管长度', ['花名册', '换热站数量'], false],
])('%s: does the catalogue have it under %j?', (what, words, held) => {
  expect(names(what, words)).toBe(held)
})

test('an earlier request that says the same in other words around it is found, the most alike first', () => {
  const earlier = ['本月各所夜班巡检次数统计', '夜班巡检次数', '食堂就餐人数', '换热站数量'].map((what) => ({ what }))
  expect(readsLike('各所夜班巡检次数', earlier).map(({ what }) => what)).toEqual([
    '本月各所夜班巡检次数统计',
    '夜班巡检次数',
  ])
  expect(readsLike('立管长度', earlier)).toEqual([])
})
