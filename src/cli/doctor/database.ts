/** The doctor's judgements on the database. Pure. */
import { error, type Finding, ok, warning } from './finding.ts'

/** `number` as PostgreSQL's server_version_num, e.g. 150004. */
export function judgeServer({ number, text }: { number: number; text: string }): Finding {
  if (number >= 150_000) return ok('database_version', `PostgreSQL ${text}`, `PostgreSQL ${text}`)
  return error(
    'database_version',
    [`PostgreSQL ${text} 太旧`, `PostgreSQL ${text} is too old`],
    ['升级到 15 或更新的版本', 'Upgrade to 15 or newer'],
  )
}

/** `ctype`: the rule by which characters are classed. */
export function judgeText({ encoding, ctype }: { encoding: string; ctype: string }): Finding {
  const mend = [
    '备份，新建数据库（UTF8，C.UTF-8），再恢复',
    'Take a backup, make a database with UTF8 and C.UTF-8, and restore it there',
  ] as const
  if (encoding !== 'UTF8')
    return error('database_text', [`数据库编码是 ${encoding}`, `The encoding of the database is ${encoding}`], mend)
  if (ctype === 'C' || ctype === 'POSIX') {
    return error(
      'database_text',
      [`数据库的 ctype 是 ${ctype}，中文检索会失效`, `The ctype of the database is ${ctype}: Chinese search breaks`],
      mend,
    )
  }
  return ok('database_text', `${encoding}，${ctype}`, `${encoding}, ${ctype}`)
}

/** `skew`: milliseconds by which the database's clock is ahead, beyond what the way there may explain. */
export function judgeClock(skew: number): Finding {
  const seconds = (Math.abs(skew) / 1000).toFixed(1)
  const says = [
    `本机与数据库的时钟相差 ${seconds} 秒`,
    `The clocks of program and database differ by ${seconds} s`,
  ] as const
  const mend = [
    '在两台机器上启用时间同步（chrony、systemd-timesyncd）',
    'Let both keep network time (chrony, systemd-timesyncd)',
  ] as const
  if (Math.abs(skew) > 30_000) return error('clock', says, mend)
  if (Math.abs(skew) > 2_000) return warning('clock', says, mend)
  return ok('clock', '时钟一致', 'The clocks agree')
}

/** The application's role as the server sees it; null: there is none. */
export type RoleSeen = {
  readonly mighty: boolean
  readonly owns: number
  readonly memberOf: readonly string[]
} | null

export function judgeRole(role: RoleSeen): Finding {
  const mend = [
    '运行 nuanqiao migrate；收回多余的权利',
    'Run nuanqiao migrate, and take back what is too much',
  ] as const
  if (role === null) {
    return error('role', ['没有角色 nuanqiao_app', 'There is no role nuanqiao_app'], mend)
  }
  const { mighty, owns, memberOf } = role
  if (mighty || owns > 0 || memberOf.length > 0) {
    const why = mighty
      ? 'superuser, createdb, createrole or bypassrls'
      : owns > 0
        ? `owns ${owns}`
        : memberOf.join(', ')
    return error('role', [`角色 nuanqiao_app 权利过大（${why}）`, `The role nuanqiao_app may too much (${why})`], mend)
  }
  return ok('role', '程序的角色不拥有任何东西', 'The role of the program owns nothing')
}

/** Privileges as `table privilege` or `table privilege(column)`, per company. */
export interface GrantsSeen {
  readonly schema: string
  readonly wanted: ReadonlySet<string>
  readonly found: ReadonlySet<string>
}

export function judgeGrants({ schema, wanted, found }: GrantsSeen): Finding {
  const tooMuch = [...found].filter((one) => !wanted.has(one)).sort()
  const missing = [...wanted].filter((one) => !found.has(one)).sort()
  if (tooMuch.length > 0) {
    return error(
      'grants',
      [
        `${schema}：程序可以做不该做的事：${some(tooMuch)}`,
        `${schema}: the program may do what it must not: ${some(tooMuch)}`,
      ],
      [
        '以数据库所有者身份 REVOKE，然后运行 verify-audit',
        'REVOKE it as the owner of the database, then run verify-audit',
      ],
    )
  }
  if (missing.length > 0) {
    return error(
      'grants',
      [`${schema}：程序缺少权利：${some(missing)}`, `${schema}: the program lacks: ${some(missing)}`],
      ['以数据库所有者身份 GRANT 给 nuanqiao_app', 'GRANT it to nuanqiao_app as the owner of the database'],
    )
  }
  return ok('grants', `${schema}：权利与迁移一致`, `${schema}: grants are as the migrations say`)
}

function some(list: readonly string[]): string {
  return list.length <= 3 ? list.join(', ') : `${list.slice(0, 3).join(', ')} … (${list.length})`
}

/** What migrations grant to the application: the sum of their GRANT and REVOKE on tables, and of dropped ones. */
export function grantsSaidBy(texts: readonly string[]): ReadonlySet<string> {
  const granted = new Set<string>()
  const statement =
    /\b(grant|revoke)\s+([^;]+?)\s+on\s+(?:table\s+)?((?!sequence|schema|function|all)[^;]+?)\s+(?:to|from)\s+nuanqiao_app\b|\bdrop\s+table\s+(?:if\s+exists\s+)?(\w+)/gi
  for (const text of texts) {
    for (const [, verb, privileges, tables, dropped] of text.replace(/--[^\n]*/g, '').matchAll(statement)) {
      if (dropped !== undefined) for (const one of [...granted]) if (one.startsWith(`${dropped} `)) granted.delete(one)
      for (const table of tables?.split(',') ?? []) {
        for (const privilege of privilegesIn(privileges ?? '')) {
          if (verb?.toLowerCase() === 'grant') granted.add(`${table.trim()} ${privilege}`)
          else granted.delete(`${table.trim()} ${privilege}`)
        }
      }
    }
  }
  return granted
}

/** 'select, update (id, name)' as select, update(id), update(name). */
function privilegesIn(text: string): string[] {
  return [...text.toLowerCase().matchAll(/(\w+)\s*(?:\(([^)]*)\))?/g)].flatMap(([, word = '', columns]) =>
    columns === undefined ? [word] : columns.split(',').map((column) => `${word}(${column.trim()})`),
  )
}

export function judgeMigrations(
  companies: readonly { readonly schema: string; readonly names: readonly string[] }[],
  known: readonly string[],
): Finding {
  const newer = companies.find(({ names }) => names.some((name) => !known.includes(name)))
  if (newer !== undefined) {
    return error(
      'migrations',
      [`${newer.schema} 由更新的版本迁移过`, `${newer.schema} was migrated by a newer version`],
      [
        '启动那个版本；要回到旧版本，只能恢复升级前的备份',
        'Start that version; the way back is to restore the backup from before the upgrade',
      ],
    )
  }
  const behind = companies.find(({ names }) => known.some((name) => !names.includes(name)))
  if (behind !== undefined || companies.length === 0) {
    return error(
      'migrations',
      [
        `${behind?.schema ?? '数据库'} 还没有迁移到当前版本`,
        `${behind?.schema ?? 'The database'} is not up to date with this version`,
      ],
      ['运行 nuanqiao migrate，或 npm start', 'Run nuanqiao migrate, or npm start'],
    )
  }
  return ok('migrations', `${known.length} 个迁移都已运行`, `All ${known.length} migrations ran`)
}
