/** A reckoning read aloud: both languages, holidays by their names, days cut by a pause, and a clock that stands still. */
import { expect, test } from 'vitest'
import type { AheadView, ReckoningView, SpanView } from './contract.ts'
import { told } from './told.ts'

const dates = {
  day: (at: string) => at.slice(5, 10),
  moment: (at: string) => at.slice(5, 16).replace('T', ' '),
  time: (at: string) => at.slice(11, 16),
}
const span = (day: string, why: SpanView['why'], more: Partial<SpanView> = {}): SpanView => ({
  from: `${day}T00:00:00.000Z`,
  to: `${day}T23:59:59.999Z`,
  first: day,
  last: day,
  counts: why === 'workday' || why === 'make_up' ? 'yes' : why === 'question' ? 'paused' : 'no',
  why,
  holiday: null,
  ...more,
})
const festival = { holiday: { zh: '国庆节', en: 'National Day' } }
const begun = { step: 'begun', at: '2026-09-29T10:00:00.000Z', act: 'raise', level: 0 } as const
const plain: ReckoningView = {
  clock: 'answer',
  rule: { unit: 'workday', n: 2 },
  steps: [begun],
  spans: [
    span('2026-09-29', 'first_day'),
    span('2026-09-30', 'workday'),
    ...['01', '02', '03'].map((day) => span(`2026-10-${day}`, 'holiday', festival)),
    span('2026-10-04', 'holiday'),
    span('2026-10-10', 'make_up'),
    span('2026-10-11', 'weekend'),
  ],
  endsAt: '2026-10-11T23:59:59.999Z',
  ahead: [],
}

test('days are said by their reasons, holidays by their names and as a stretch', () => {
  expect(told(plain, 'zh', dates)).toMatchObject({
    title: '答复期限',
    lines: [
      '09-29 10:00提出。',
      '给 2 个工作日，从第二天算起。',
      '算在内：09-30。',
      '10-10是调休的上班日，也算。',
      '不算：10-11，周末。',
      '不算：10-01至10-03，国庆节。',
      '不算：10-04，公共假日。',
    ],
    end: '所以最迟10-11结束前答复。',
  })
  expect(told(plain, 'en', dates).lines).toContain('Not counted: 10-01 to 10-03, National Day.')
})

test('the strip shows the month where it begins, the part of a day that counted, and stretches as one', () => {
  const cut = span('2026-11-25', 'workday', { from: '2026-11-25T16:00:00.000Z' })
  const pause = span('2026-11-24', 'question', { last: '2026-11-25' })
  const { cells, lines } = told({ ...plain, spans: [span('2026-11-23', 'first_day'), pause, cut] }, 'zh', dates)
  expect(cells.map(({ tone, top, below, mark }) => [tone, below, top, mark])).toEqual([
    ['no', '11月', '23', '起'],
    ['paused', '', '24–25', '停'],
    ['yes', '周三', '25', '16:00起'],
  ])
  expect(lines).toContain('算在内：11-2516:00起。')
  expect(lines.at(-1)).toBe('停下的时间补足以后，算到那个工作日结束。')
})

test('each step has its sentence: opened again, agreed, kept, paused, waiting, and asked too late', () => {
  const at = '2026-10-05T09:00:00.000Z'
  const until = '2026-10-06T09:00:00.000Z'
  const late = {
    step: 'paused',
    at: '2026-10-20T09:00:00.000Z',
    until: '2026-10-21T09:00:00.000Z',
    why: 'question',
  } as const
  const lines = (...steps: ReckoningView['steps']) =>
    told({ ...plain, rule: null, spans: [], steps }, 'zh', dates).lines
  expect(lines({ ...begun, act: 'judge', level: 2 })[0]).toContain('第 2 次重新办理，提级督办，重新计时')
  expect(lines(begun, { step: 'agreed', at, act: 'grant_extension', until: '2026-10-30', workdays: 4 })[1]).toContain(
    '同意延期到10-30',
  )
  expect(lines(begun, { step: 'kept', at, act: 'reassign' })[1]).toBe('10-05 09:00更换承办人，期限不变。')
  expect(lines(begun, { step: 'kept', at, act: 'unheard_of' })).toHaveLength(1)
  expect(lines(begun, { step: 'paused', at, until, why: 'question' })[1]).toContain('中间停止计时')
  expect(lines(begun, { step: 'paused', at, until: null, why: 'question' })[1]).toContain('正在等回复')
  expect(lines(begun, late)[1]).toContain('期限已过，不顺延')
})

test('a day that the raiser set, changed later, and the objections in between are told in words of their own', () => {
  const at = '2026-10-05T09:00:00.000Z'
  const until = '2026-10-06T09:00:00.000Z'
  const lines = (...steps: ReckoningView['steps']) =>
    told({ ...plain, rule: null, spans: [], steps }, 'zh', dates).lines
  const set = { step: 'agreed', at, act: 'raise', until: '2026-10-30', workdays: 19 } as const
  expect(lines(begun, set)[1]).toBe('部署时定的期限是10-30，从第二天算起有 19 个工作日（调休的上班日也算）。')
  expect(lines(begun, { ...set, act: 'change' })[1]).toContain('期限改为10-30')
  expect(lines(begun, { step: 'paused', at, until, why: 'objection' })[1]).toContain('向部署单位提出异议')
  expect(lines(begun, { step: 'paused', at, until: null, why: 'objection' })[1]).toContain('还没有答复')
})

test('what was promised is to be done, what runs in hours ends at an hour', () => {
  const promise = { step: 'agreed', at: begun.at, act: 'answer', until: '2026-10-11', workdays: 4 } as const
  expect(told({ ...plain, rule: null, steps: [begun, promise] }, 'zh', dates)).toMatchObject({
    title: '承诺期限',
    end: '所以最迟10-11结束前完成。',
  })
  const day = told({ ...plain, rule: { unit: 'hour', n: 24 }, spans: [] }, 'en', dates)
  expect(day.lines[1]).toBe('There are 24 hours; nights and holidays count.')
  expect(day.end).toContain('10-11 23:59')
})

test('what the clock did and will do is said in that order; a reminder that was missed is not', () => {
  const step = (act: AheadView['act'], doneAt: string | null): AheadView => ({
    act,
    from: '2026-10-11T10:00:00.000Z',
    doneAt,
    unit: act === 'escalate' ? '东城公司' : null,
  })
  const reminded = '2026-10-11T10:01:00.000Z'
  const ahead = (...steps: AheadView[]) => told({ ...plain, ahead: steps }, 'zh', dates)
  expect(ahead(step('remind', reminded), step('escalate', null), step('overdue', null))).toMatchObject({
    ahead: [
      '10-11 10:01已提醒办理人。',
      '如果到10-11 10:00还没有办，提级督办，由东城公司跟进。',
      '如果到10-11 10:00还没有答复，承诺公示计为逾期。',
    ],
    inLedger: false,
  })
  expect(ahead(step('remind', null), step('escalate', reminded), step('overdue', reminded))).toMatchObject({
    ahead: ['10-11 10:01提级督办，由东城公司跟进。', '10-11 10:01起承诺公示计为逾期。'],
    inLedger: true,
  })
  expect(told({ ...plain, ahead: [step('remind', null)] }, 'en', dates).ahead).toEqual([
    'Whoever handles it is reminded on 10-11 10:00, and nobody else.',
  ])
})
