/**
 * What attackers write into fields, kept everywhere something can be kept, and then every page of phone and console opened in a real
 * browser, in both languages: it stands there as text, and nothing of it runs, loads or becomes part of the page.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#platform/access.ts'
import { newId } from '#platform/id.ts'
import { codeHash } from '#platform/sign-in/code.ts'
import { makeKiosk } from '#platform/sign-in/kiosk.ts'
import { csvOf, header } from '../../src/domains/org/roster/factory.ts'
import { upload } from '../../src/domains/org/roster/service.ts'
import { anEstate } from '../../src/domains/service/factory.ts'
import { submit } from '../../src/domains/voice/service.ts'
import { testBrowser } from '../world/browser.ts'
import { type Loop, openLoop } from '../world/loop.ts'
import { aPerson, aUnit, type TestUnit } from '../world/people.ts'
import { openWorld, type World } from '../world/world.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

const short = `<img src=x onerror=hit(1)>"'><b id=bold>`
const corpus = [
  short,
  `"><script>hit(2)</script>`,
  `<svg/onload=hit(3)>`,
  `<a href="javascript:hit(4)">x</a>`,
  `<iframe srcdoc="<script>parent.hit(5)</script>"></iframe>`,
  `</textarea></script><script>hit(6)</script>`,
  `{{constructor.constructor('hit(7)')()}}`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an attacker's template, not ours
  '${hit(8)}',
  `<style>*{visibility:hidden}</style>`,
  `<form action="https://evil.example"><input autofocus onfocus=hit(9)></form>`,
  `javascript:hit(10)`,
  `&lt;script&gt;hit(11)&lt;/script&gt;`,
].join(' ')

const browser = testBrowser()
let world: World
let loop: Loop
let unit: TestUnit
let all: Actor
let matterIds: string[]
let importId: string
const customerNo = 'PAYLOAD1'

beforeAll(async () => {
  world = await openWorld({ pages: true })
  loop = await openLoop(world)
  const { db } = world
  unit = await aUnit(db, { under: loop.units.company, name: short })
  const roles = ['secretary', 'leader', 'hr', 'dispatcher', 'hotline', 'system_admin'] as const
  all = await aPerson(db, { unit, name: short, roles: roles.map((role) => ({ role, at: loop.units.company })) })
  const ctx = await world.ctxFor(all)
  const raise = async (by: Actor): Promise<string> =>
    (await submit(await world.ctxFor(by), { text: corpus, about: 'work', visibility: 'company', pictures: [] }))
      .matterId
  const worked = await raise(all)
  const { owner, desk } = loop.people
  await loop.move(all, worked, { do: 'assign', unitId: unit.id, ownerId: all.personId, assistingUnitIds: [] })
  await loop.move(all, worked, { do: 'ask', question: corpus })
  await loop.move(all, worked, { do: 'reply', text: corpus })
  await loop.move(all, worked, { do: 'add', text: corpus })
  await loop.move(all, worked, { do: 'plan_action', text: corpus, ownerId: all.personId, dueOn: '2027-01-10' })
  await loop.move(all, worked, { do: 'ask_extension', until: '2027-01-15', reason: corpus })
  const answered = await loop.raise({ text: corpus })
  await loop.lead(answered, 'assign')
  await loop.move(owner, answered, { do: 'answer', kind: 'policy', text: corpus, policyRule: short })
  const declined = await loop.raise({ text: corpus })
  await loop.move(desk, declined, { do: 'decline', reason: corpus })
  matterIds = [worked, answered, declined]

  const screen = {
    name: short,
    unitId: unit.id,
    madeBy: all.personId,
    codeHash: codeHash(world.keys, 'kiosk', 'CODE-PAY'),
  }
  await makeKiosk(db, { ...screen, codeUntil: new Date(world.now().getTime() + 3_600_000) }, world.now())
  const [household_id] = await anEstate(ctx, { stationUnitId: unit.id, name: short }, [
    { customerNo, holder: short, phone: '13100000000', flat: short.slice(0, 20) },
  ])
  const shown = { by_person: all.personId, reason: corpus, at: world.now() }
  await db
    .insertInto('service_contact_shown')
    .values({ ...shown, id: newId(), household_id: household_id! })
    .execute()
  await db
    .insertInto('org_phone_shown')
    .values({ ...shown, id: newId(), person_id: all.personId })
    .execute()
  const rows = [header, ['PAY000001', short, `集团/${short}`, short, short, short, short, short, short]]
  const file = { ...ctx, bytes: Buffer.from(csvOf(rows)) }
  importId = (await upload(file, { fileName: `${short}.csv`, absentLeave: 'no' })).id
  await world.signIn(all.personId)
  await db
    .updateTable('platform_session')
    .set({ agent: `${short} Chrome/120` })
    .execute()
})
afterAll(() => world.close())

const sources = import.meta.glob<string>(['../../src/domains/**/screens/*/routes.tsx', '../../src/mobile/app.tsx'], {
  eager: true,
  query: '?raw',
  import: 'default',
})
/** The addresses of all pages, read from where they are declared; `:name` is filled in. */
function addresses(kind: 'mobile' | 'console'): string[] {
  const texts = Object.entries(sources).flatMap(([name, text]) => (name.includes(`/${kind}/`) ? [text] : []))
  const paths = texts.flatMap((text) => [...text.matchAll(/path(?:: '|=")(\/[^'"]*)['"]/g)].map((found) => found[1]!))
  expect(paths.length, `pages of ${kind}`).toBeGreaterThan(5)
  return paths.flatMap((path) => filled(path).map((one) => (kind === 'console' ? `/console${one}` : one)))
}

function filled(path: string): string[] {
  if (!path.includes(':')) return [path]
  if (path.includes(':unitId')) return [path.replace(/:unitId\??/, unit.id)]
  if (path.includes('import')) return [path.replace(/\/:id\??/, ''), path.replace(/:id\??/, importId)]
  if (!path.includes(':id')) throw new Error(`what belongs into ${path}?`)
  return matterIds.map((id) => path.replace(/:id\??/, id))
}

/** Opens a page as somebody would; where what was kept is `wanted`, it must come to stand there. */
async function look(page: Page, path: string, wanted: boolean): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  if (path.endsWith('/households')) {
    const search = page.getByRole('searchbox').first()
    await search.fill(customerNo)
    await search.press('Enter')
  }
  if (wanted) await page.getByText('<img src=x onerror=').first().waitFor({ state: 'attached' })
  const found = await page.evaluate(() => ({
    hits: (globalThis as unknown as { hits: number[] }).hits,
    made: document.querySelectorAll(
      'img[src="x"], #bold, svg[onload], iframe, [onfocus], [onerror], a[href^="javascript:"], form[action*="evil"], script:not([src])',
    ).length,
    visibility: getComputedStyle(document.body).visibility,
  }))
  expect([path, found]).toEqual([path, { hits: [], made: 0, visibility: 'visible' }])
}

async function lookAtAll(page: Page, paths: readonly string[], wanted: readonly string[]): Promise<void> {
  expect(wanted.filter((path) => !paths.includes(path))).toEqual([])
  page.setDefaultTimeout(30_000)
  await page.addInitScript('globalThis.hits = []; globalThis.hit = (n) => { globalThis.hits.push(n) }')
  for (const path of paths) await look(page, path, wanted.includes(path))
}

test.each(['zh', 'en'] as const)('on every page of the phone it is text (%s)', async (language) => {
  const page = await browser.openPhone(world, { as: all.personId, language })
  await lookAtAll(page, addresses('mobile'), ['/', '/me', ...matterIds.map((id) => `/matters/${id}`)])
})

test.each(['zh', 'en'] as const)('on every page of the console it is text (%s)', async (language) => {
  const page = await browser.openDesktop(world, { as: all.personId, language })
  const lists = ['board', 'households', 'wall-screens', `people/${unit.id}`, `people/import/${importId}`]
  const wanted = [...lists, ...matterIds.map((id) => `matters/${id}`)].map((name) => `/console/${name}`)
  await lookAtAll(page, addresses('console'), wanted)
})
