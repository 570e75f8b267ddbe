/** `nuanqiao backup`: all companies, or one, into a file, as they were at one instant. Changes nothing in the database. */
import { resolve } from 'node:path'
import { takeBackup } from '#platform/backup/backup.ts'
import type { Settings } from '#platform/settings.ts'
import { productVersion } from '../places.ts'
import { withDatabase } from './database.ts'
import { complain, say } from './say.ts'
import { terminalLanguage } from './tenant-work.ts'

export interface BackupWords {
  readonly file: string
  /** null: all companies. */
  readonly tenant: string | null
}

export async function backup(settings: Settings, { file, tenant }: BackupWords): Promise<number> {
  const path = resolve(file)
  const { companies, rows, files, size, missing } = await withDatabase(settings, ({ ownerUrl }) =>
    takeBackup({ ownerUrl, path, tenant, files: settings.files, product: productVersion() }),
  )
  const language = terminalLanguage(process.env)
  const megabytes = (size / 1e6).toFixed(1)
  const which = companies.join(', ')
  say(
    {
      zh: `已备份 ${which}：${rows} 行，文件夹中的文件 ${files} 个，共 ${megabytes} MB，存于 ${path}。`,
      en: `Backed up ${which}: ${rows} rows and ${files} files of the folder, ${megabytes} MB in ${path}.`,
    }[language],
  )
  say(
    {
      zh: '备份里没有主密钥，也没有审计签名密钥。没有主密钥，手机号和二次验证无法读出：请把状态文件夹里的 master.key 和 audit.key（或 NUANQIAO_MASTER_KEY、NUANQIAO_AUDIT_KEY）另存一份，不要和备份放在一起。',
      en: 'The master key is not in it, nor the key that signs the audit log; without the first, phones and second factors cannot be read: keep a copy of master.key and audit.key in the state folder (or NUANQIAO_MASTER_KEY and NUANQIAO_AUDIT_KEY) elsewhere, apart from the backup.',
    }[language],
  )
  if (missing.length === 0) return 0
  complain(missingWords(missing)[language])
  return 1
}

/** Also for a restore of such a backup. */
export function missingWords(missing: readonly string[]): { zh: string; en: string } {
  const list = missing.map((one) => `  ${one}`).join('\n')
  return {
    zh: `有 ${missing.length} 个文件的内容不在文件夹（NUANQIAO_FILES）里，或已被改动，备份中没有：\n${list}`,
    en: `${missing.length} files are not in the folder (NUANQIAO_FILES), or were changed there, and not in the backup:\n${list}`,
  }
}
