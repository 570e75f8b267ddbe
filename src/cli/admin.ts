/** `nuanqiao admin create`: the first system administrator. Nobody exists in production until this has been said. */
import { createFirstAdministrator } from '#domains/org/accounts/service.ts'
import type { Settings } from '#platform/settings.ts'
import { say } from './say.ts'
import { aloneInTenant } from './tenant-work.ts'

export interface AdministratorWish {
  readonly staffNo: string
  readonly name: string
  readonly tenant: string
}

export function createAdministrator(settings: Settings, { tenant, ...person }: AdministratorWish): Promise<number> {
  return aloneInTenant(settings, tenant, async (ctx) => {
    const { activationCode } = await createFirstAdministrator(ctx, person)
    say(
      {
        zh: `${person.name}（${person.staffNo}）的一次性激活码，24 小时内有效，只显示这一次：`,
        en: `One-time activation code of ${person.name} (${person.staffNo}), good for 24 hours and shown only now:`,
      }[ctx.language],
    )
    say(activationCode)
    return 0
  })
}
