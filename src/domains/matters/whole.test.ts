/** What holds between the columns of a matter is held by the database, whoever writes. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Loop, openLoop } from '../../../test/world/loop.ts'
import { openWorld, type World } from '../../../test/world/world.ts'

let world: World
let loop: Loop
let owner: pg.Client
let id: string
beforeAll(async () => {
  world = await openWorld()
  loop = await openLoop(world)
  id = await loop.raise()
  owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('set search_path to main')
})
afterAll(async () => {
  await owner.end()
  await world.close()
})

describe('a matter cannot be', () => {
  test.each([
    ['at a level below the first', 'counts_up', `level = -1`],
    ['handed on less than never', 'counts_up', `hand_ons = -1`],
    ['waiting for a desk without a date', 'somebody_must_act_by', `due_at = null`],
    ['assigned to nobody', 'assigned_means_owned', `state = 'assigned'`],
    ['answered without an answer', 'answered_means_answer', `state = 'answered'`],
    [
      'promised without a day',
      'promised_means_date',
      `state = 'promised', owner_id = raiser_id, lead_unit_id = desk_unit_id`,
    ],
    ['settled without a verdict', 'settled_means_verdict', `state = 'settled'`],
    ['merged into nothing', 'merged_means_into', `state = 'merged'`],
    ['merged into itself', 'not_merged_into_itself', `merged_into = id`],
    ['refused by a rule without a name', 'policy_names_its_rule', `answer_kind = 'policy'`],
    ['asked for an extension of nobody', 'asked_means_decider', `extension = 'asked'`],
    ['a part of itself', 'no_part_of_itself', `part_of = id`],
    ['in a state that there is not', 'state_is_known', `state = 'lost'`],
    ['seen by whom there is not', 'visibility_is_known', `visibility = 'world'`],
  ])('%s', async (_, constraint, set) => {
    const broken = owner.query(`update matters_matter set ${set} where id = $1`, [id])
    await expect(broken).rejects.toMatchObject({ code: '23514', constraint })
  })
})

test('a matter is not a repeat of itself, and a repeat that somebody wrote down is not deleted by the program', async () => {
  const said = `insert into matters_repeat (matter_id, earlier_id, same, by_raiser, by_person, at) values ($1, $1, true, true, $1, now())`
  await expect(owner.query(said, [id])).rejects.toMatchObject({ code: '23514', constraint: 'no_repeat_of_itself' })
  for (const table of ['matters_repeat', 'matters_part_file'] as const) {
    await expect(world.db.deleteFrom(table).execute()).rejects.toMatchObject({ code: '42501' })
  }
})

test('people and units, to which matters refer by session, are never deleted: the program has no right to', async () => {
  for (const table of ['org_person', 'org_unit'] as const) {
    await expect(world.db.deleteFrom(table).execute()).rejects.toMatchObject({ code: '42501' })
  }
})
