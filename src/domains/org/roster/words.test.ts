import { expect, test } from 'vitest'
import { roleNames } from '#platform/access.ts'
import { aRoster, planOf, someUnits, told } from './factory.ts'
import { countsOf, linesOf, reportLines } from './preview.ts'
import { type ProblemCode, problems, sayProblem } from './words.ts'

test('every problem has a sentence in both languages that quotes what it is given', () => {
  for (const code of Object.keys(problems.zh) as ProblemCode[]) {
    const args = Array.from({ length: problems.zh[code].length }, (_, i) =>
      code.includes('role') ? roleNames[i]! : `甲${i}`,
    )
    for (const language of ['zh', 'en'] as const) {
      const sentence = sayProblem(language, code, args)
      expect(sentence.length).toBeGreaterThan(3)
      expect(sentence).not.toContain('undefined')
    }
  }
})

test('the report of a file that is refused names line, column and reason in the language of the reader', () => {
  const row = ['A1', '张春分', '北辰热力', '', '12345', '', '', '', '']
  const plan = planOf([aRoster([row])], { units: someUnits, people: [] })
  expect(told(plan)).toHaveLength(1)
  expect(reportLines(countsOf(plan), plan.problems, false, 'zh')).toEqual([
    '1 处错误，没有导入：',
    '  “人员” 第 2 行 E 手机号 列: “12345”不是 11 位手机号',
  ])
  expect(reportLines(countsOf(plan), plan.problems, false, 'en')).toEqual([
    '1 error, nothing was imported:',
    '  “人员”, line 2, column E 手机号: “12345” is not a mobile number of 11 digits',
  ])
})

test('a preview shows what changes, roles with their unit, and never a whole phone', () => {
  const row = [
    'A1',
    '张春分',
    '北辰热力/东城公司/东一所',
    '所长',
    '13800001234',
    '党员',
    '负责人、书记@北辰热力',
    '',
    '',
  ]
  const plan = planOf([aRoster([row])], { units: someUnits, people: [] })
  expect(linesOf(plan, 'new', 'zh')).toEqual([
    {
      sheet: null,
      line: 2,
      column: null,
      problem: null,
      number: 'A1',
      name: '张春分',
      fields: [
        { field: 'unit', before: null, after: '北辰热力 / 东城公司 / 东一所' },
        { field: 'posts', before: null, after: '所长' },
        { field: 'phone', before: null, after: '138****1234' },
        { field: 'party', before: null, after: '中共党员' },
        { field: 'roles', before: null, after: '负责人（本单位）、书记（北辰热力）' },
      ],
    },
  ])
})
