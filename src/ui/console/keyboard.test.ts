import { beforeEach, expect, test } from 'vitest'
import { type Key, type Keyboard, openKeyboard, type Press } from './keyboard.ts'

let keyboard: Keyboard
let now = 0
let done: string[] = []

beforeEach(() => {
  now = 0
  done = []
  keyboard = openKeyboard(() => now)
})

const key = (press: string, what = press): Key => ({ press, does: what, run: () => done.push(what) })
const add = (layer: number, ...keys: Key[]) => keyboard.add(() => ({ title: 'page', layer, keys }))
const press = (name: string, more: Partial<Press> = {}) =>
  keyboard.press({ key: name, ctrl: false, other: false, typing: false, onControl: false, ...more })

test('a key does what it stands for, and an unknown one nothing', () => {
  add(0, key('j', 'next'))
  expect(press('j')).toBe(true)
  expect(press('k')).toBe(false)
  expect(done).toEqual(['next'])
})

test('two keys after another lead somewhere, unless the second comes too late', () => {
  add(0, key('g i', 'inbox'), key('i', 'something else'))
  press('g')
  press('i')
  press('g')
  now = 1_600
  press('i')
  expect(done).toEqual(['inbox', 'something else'])
})

test('nothing is done while somebody writes, except with Ctrl', () => {
  add(0, key('r', 'return'), key('Escape', 'back'), key('Ctrl+Enter', 'send'))
  expect(press('r', { typing: true })).toBe(false)
  expect(press('Escape', { typing: true })).toBe(false)
  expect(press('Enter', { typing: true, ctrl: true })).toBe(true)
  expect(done).toEqual(['send'])
})

test('Enter on a button belongs to the button', () => {
  add(0, key('Enter', 'open'))
  expect(press('Enter', { onControl: true })).toBe(false)
  expect(press('Enter')).toBe(true)
})

test('combinations with Alt, Meta and the like are left to the browser', () => {
  add(0, key('j'))
  expect(press('j', { other: true })).toBe(false)
})

test('a dialog keeps the keys of the page below it silent until it goes', () => {
  add(0, key('j', 'next'))
  const close = add(1, key('Escape', 'close'))
  expect(press('j')).toBe(false)
  expect(press('Escape')).toBe(true)
  close()
  expect(press('j')).toBe(true)
  expect(done).toEqual(['close', 'next'])
})

test('of two that claim a key the last one has it', () => {
  add(0, key('Enter', 'first'))
  add(0, key('Enter', 'second'))
  press('Enter')
  expect(done).toEqual(['second'])
})

test('single keys can be switched off; Escape and Ctrl stay', () => {
  add(0, key('j'), key('Escape'), key('Ctrl+Enter'))
  keyboard.setSingleKeys(false)
  expect([press('j'), press('Escape'), press('Enter', { ctrl: true })]).toEqual([false, true, true])
})
