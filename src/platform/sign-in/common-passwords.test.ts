import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'

const common = (list: string) => list.split(/\s+/).filter(isCommonPassword)
const all = (list: string) => list.split(/\s+/)

function expectCommon(list: string): void {
  expect(common(list)).toEqual(all(list))
}

test('the same few characters over and over', () => {
  expectCommon('88888888 aaaaaaaa 12121212 abcabcabc abcabcab 20262026 暖暖暖暖暖暖暖暖')
})

test('counting up, down, in pairs, and with a letter or two', () => {
  expectCommon('12345678 87654321 abcdefgh 11223344 aaaa1111 a1234567 qq123456 123456789a abc12345 12344321')
})

test('walks over the keyboard, there and back', () => {
  expectCommon('qwertyuiop poiuytrewq asdfghjkl 1qaz2wsx 2wsx3edc zaq12wsx 1q2w3e4r5t qazwsxedc 147258369 !@#$%^&*')
})

test('days of the calendar', () => {
  expectCommon('19780509 1978-05-09 2026/11/23 23.11.2026 11232026')
  expect(common('19781305 18990101 20260231x')).toEqual([])
})

test('the words everyone thinks of, with numbers and signs around them', () => {
  expectCommon(
    'password Password1! p@ssw0rd123 admin888 Admin@123456 123root321 woaini1314 nuanqiao NuanQiao2026! 暖桥12345678 供热！２０２６',
  )
})

test('numbers that sound like words', () => {
  expectCommon('5201314a 52015201 13141314 woaibaba xinniankuaile ＷＯＡＩＭＡＭＡ')
})

test('what a person would have to think of is none of these', () => {
  const thoughtOf =
    'xK7-qpem 冬天的桥头有灯火 tractor.9.pancake adminium-Kx mypasswordisnotthis 84017395 hijackers7 4f2a9c1e QwErTz73!'
  expect(common(thoughtOf)).toEqual([])
})
