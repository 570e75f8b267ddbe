/** The whole table of relations and events: each has words of its own in both languages, and no others are there. */
import { expect, test } from 'vitest'
import { clockActs, moveNames, sideActs } from '#domains/matters/contract.ts'
import { concerns } from '#domains/matters/news/contract.ts'
import { hears, type NoticeAct } from './hears.ts'
import { noticeSentence, noticeSentences } from './words.ts'

const acts: readonly NoticeAct[] = [...sideActs, ...moveNames, ...clockActs]
const pairs = acts.flatMap((act) => hears[act].map((relation) => [act, relation] as const))
const languages = ['zh', 'en'] as const

/** Everything that an event can say, and names and words that no notice may pass on. */
const secrets = {
  owner: '郑谷雨',
  by: '钱立春',
  text: '热水器坏了',
  reason: '不归我管',
  question: '哪一间',
  note: '附言',
}
const facts = {
  ...secrets,
  unit: '东二所',
  deskUnit: '东一所',
  into: 'JY-2026-000021',
  on: '2026-11-19',
  until: '2026-12-03',
  dueOn: '2026-11-30',
  promisedOn: '2026-12-20',
}
const variants = [
  {},
  { reopens: true, toSuperior: true, goesOn: true },
  ...['done', 'by_date', 'policy'].map((kind) => ({ kind })),
  ...['solved', 'partly', 'not_solved'].map((verdict) => ({ verdict })),
]

test('every act of a matter is in the table, and nothing else', () => {
  expect(Object.keys(hears).sort()).toEqual([...acts].sort())
  expect(pairs.length).toBeGreaterThan(40)
  for (const language of languages) {
    expect(Object.keys(noticeSentences[language]).sort()).toEqual([...acts].sort())
    for (const act of acts) expect(Object.keys(noticeSentences[language][act]).sort()).toEqual([...hears[act]].sort())
  }
})

test.each(pairs)('%s to %s is said in words of its own, in both languages, and names nobody', (act, relation) => {
  for (const language of languages) {
    for (const variant of variants) {
      const sentence = noticeSentence({ act, relation, facts: { ...facts, ...variant } }, language)
      expect(sentence).not.toMatch(/undefined|NaN|Invalid|\(\)|（）|‘’/)
      expect(sentence.length).toBeGreaterThan(3)
      expect(sentence).toMatch(language === 'zh' ? /。$/ : /[.]$/)
      for (const secret of Object.values(secrets)) expect(sentence).not.toContain(secret)
      expect(/[a-z]{3}/.test(sentence)).toBe(language === 'en')
    }
  }
})

test('the same event is told differently to each relation', () => {
  for (const language of languages)
    for (const act of acts) {
      const told = hears[act].map((relation) => noticeSentence({ act, relation, facts }, language))
      expect([act, new Set(told).size]).toEqual([act, told.length])
    }
})

test('reminders and escalation are neutral: they name the day, and neither blame nor demand', () => {
  const told = (['remind', 'escalate'] as const).flatMap((act) =>
    hears[act].map((relation) => noticeSentence({ act, relation, facts }, 'zh')),
  )
  for (const sentence of told) {
    expect(sentence).toContain('11月19日')
    expect(sentence).not.toMatch(/逾期|超期|未办|必须|立即|通报|批评|责任|！/)
  }
})

test('what is told to nobody has no words, and an unknown act is still a notice', () => {
  const silent = acts.filter((act) => hears[act].length === 0)
  expect(silent).toEqual(['part', 'attach_evidence', 'join', 'leave', 'uncosign', 'reject_repeat', 'overdue'])
  for (const concern of concerns)
    expect(noticeSentence({ act: 'later_invented', relation: concern, facts: {} }, 'zh')).toBe('事项有了进展。')
})
