/** `nuanqiao keys rotate`: a new master key, for which the data keys are wrapped anew; or new data keys, by which fields are sealed anew. */
import { openPool } from '#platform/db.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import {
  dropOldPrintKeys,
  keysAheadMillis,
  openKeys,
  renewKeys,
  renewPrintKey,
  rewrapKeys,
} from '#platform/keys/data-keys.ts'
import { prepareNextKey, takeNextKey } from '#platform/keys/master-key.ts'
import { reprint } from '#platform/keys/reprint.ts'
import { reseal } from '#platform/keys/reseal.ts'
import { masterWrapper, type Wrapper } from '#platform/keys/wrapper.ts'
import type { Settings } from '#platform/settings.ts'
import { loadTenants, type TenantHome } from '#platform/tenant.ts'
import { masterKeyFile, wrappersOf } from '../places.ts'
import { prepare, withDatabase } from './database.ts'
import { say } from './say.ts'
import { terminalLanguage } from './tenant-work.ts'

export interface KeysWish {
  readonly data: boolean
  readonly fingerprints: boolean
}

export function rotateKeys(settings: Settings, { data, fingerprints }: KeysWish): Promise<number> {
  return withDatabase(settings, async (database) => {
    await prepare(settings, database)
    const pool = openPool(database.appUrl, 2)
    try {
      const homes = await loadTenants(pool)
      const wrappers = await wrappersOf(settings)
      if (fingerprints) await renewPrints(homes, wrappers)
      else await (data ? renewData(homes, wrappers) : renewMaster(settings, homes, wrappers))
      return 0
    } finally {
      await pool.end()
    }
  })
}

/** Every data key of every company is wrapped by the new key before that takes its place; what is sealed stays as it is. */
async function renewMaster(
  settings: Settings,
  homes: readonly TenantHome[],
  wrappers: readonly Wrapper[],
): Promise<void> {
  const { NUANQIAO_MASTER_KEY: env, NUANQIAO_KEY_COMMAND: command } = process.env
  const elsewhere = Boolean(env) || Boolean(command)
  const file = masterKeyFile(settings)
  // given from outside, the new one is in use already, and the old one beside it as NUANQIAO_OLD_MASTER_KEY
  const next = elsewhere ? wrappers[0]! : masterWrapper(prepareNextKey(file))
  let wrapped = 0
  for (const { db } of homes) wrapped += await rewrapKeys(db, wrappers.concat(next), next)
  if (!elsewhere) takeNextKey(file)
  say(
    {
      zh: `${wrapped} 个数据密钥已改由主密钥 ${next.id} 包裹，加密内容没有变动，不用重启。${elsewhere ? '' : `旧主密钥另存为 ${file}.before：以前的备份要用它，请与备份分开保管。`}`,
      en: `${wrapped} data keys are now wrapped by master key ${next.id}. Nothing sealed has changed, and nothing needs a restart.${elsewhere ? '' : ` The old one is ${file}.before: backups of its time need it; keep it apart from them.`}`,
    }[terminalLanguage(process.env)],
  )
}

/** All of a company in one transaction; interrupted, it is simply run again. */
async function renewPrints(homes: readonly TenantHome[], wrappers: readonly Wrapper[]): Promise<void> {
  const { printed } = await import('../house.ts')
  let done = 0
  for (const { db } of homes) {
    await db.transaction().execute(async (tx) => {
      await renewPrintKey(tx, wrappers[0]!)
      const keys = await openKeys(tx, wrappers)
      for (const one of printed) done += await reprint(tx, keys, one)
      await dropOldPrintKeys(tx)
    })
  }
  say(
    {
      zh: `已用新的指纹密钥重新计算 ${done} 个手机号的指纹。现在可以启动。`,
      en: `The fingerprints of ${done} phones were printed anew by a new key. The product can be started.`,
    }[terminalLanguage(process.env)],
  )
}

async function renewData(homes: readonly TenantHome[], wrappers: readonly Wrapper[]): Promise<void> {
  const from = new Date(Date.now() + keysAheadMillis)
  let renewed = 0
  for (const { tenant, db } of homes) {
    renewed += await renewKeys(db, wrappers[0]!, from)
    // not before every process seals by the new key
    await addJob(db, tenant.schema, reseal, {}, { runAt: new Date(from.getTime() + keysAheadMillis), key: reseal })
  }
  say(
    {
      zh: `已为 ${renewed} 个加密字段换上新的数据密钥，${keysAheadMillis / 60_000} 分钟后启用；原有内容随后由后台分批重新加密，期间照常可读。`,
      en: `${renewed} sealed columns have a new data key, in use in ${keysAheadMillis / 60_000} minutes. What is there is sealed anew afterwards, in batches, and stays readable meanwhile.`,
    }[terminalLanguage(process.env)],
  )
}
