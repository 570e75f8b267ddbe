/** The pages of the console, collected from the domains in the order in which the navigation shows them. */
import { DirectivePiece, directivesConsole } from '#domains/directives/screens/console/routes.tsx'
import { ledgerConsole } from '#domains/insight/ledger/screens/console/routes.tsx'
import { matterPieces } from '#domains/matters/screens/console/piece.tsx'
import { mattersConsole } from '#domains/matters/screens/console/routes.tsx'
import { accountsConsole } from '#domains/org/accounts/screens/console/routes.tsx'
import { kioskConsole } from '#domains/org/kiosk/screens/console/routes.tsx'
import type { MeView } from '#domains/org/me/contract.ts'
import { orgConsole } from '#domains/org/screens/console/routes.tsx'
import { privacyConsole } from '#domains/privacy/screens/console/routes.tsx'
import { HeatPiece, serviceConsole } from '#domains/service/screens/console/routes.tsx'
import type { ConsolePage } from '#ui/console/place.ts'

const all: readonly ConsolePage[] = [
  ...mattersConsole,
  ...directivesConsole,
  ...ledgerConsole,
  ...serviceConsole,
  ...orgConsole,
  ...accountsConsole,
  ...privacyConsole,
  ...kioskConsole,
]

for (const kind of ['directive', 'objection']) matterPieces.fill(kind, DirectivePiece)
matterPieces.fill('heat', HeatPiece)

/** Those that the person finds, by his roles. */
export function pagesFor(me: Pick<MeView, 'roles'>): readonly ConsolePage[] {
  return all.filter((page) => page.roles === undefined || me.roles.some(({ role }) => page.roles?.includes(role)))
}
