/** The doctor's judgements on the machine. Pure: what was seen comes in, words come out. */
import { error, type Finding, ok, warning } from './finding.ts'

/** `version` as `process.versions.node`. */
export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return ok('node', `Node ${version}`, `Node ${version}`)
  return error(
    'node',
    [`Node ${version} 太旧`, `Node ${version} is too old`],
    ['安装 Node 20.19 或更新的版本', 'Install Node 20.19 or newer'],
  )
}

export interface FolderSeen {
  readonly path: string
  /** null: it is not there. */
  readonly there: { readonly mode: number; readonly uid: number; readonly writable: boolean } | null
  /** Who asks; null where the system has no numbers for users. */
  readonly we: number | null
}

export function judgeFolder({ path, there, we }: FolderSeen): Finding {
  if (there === null) {
    return warning(
      'state_folder',
      [`状态文件夹 ${path} 还不存在`, `The state folder ${path} is not there yet`],
      ['首次启动会创建；否则检查 NUANQIAO_HOME', 'The first start makes it; else look at NUANQIAO_HOME'],
    )
  }
  if (!there.writable) {
    return error(
      'state_folder',
      [
        `状态文件夹 ${path} 属于用户 ${there.uid}，当前用户 ${we} 不能写入`,
        `The state folder ${path} belongs to user ${there.uid}; user ${we} cannot write to it`,
      ],
      ['以其所有者身份运行，或用 chown 改正', 'Run as its owner, or chown it'],
    )
  }
  if ((there.mode & 0o022) !== 0) {
    return error(
      'state_folder',
      [
        `其他用户可以写入状态文件夹 ${path}（权限 ${octal(there.mode)}）`,
        `Others can write to the state folder ${path} (mode ${octal(there.mode)})`,
      ],
      [`chmod go-w ${path}`, `chmod go-w ${path}`],
    )
  }
  return ok('state_folder', `状态文件夹 ${path}`, `State folder ${path}`)
}

/** `file`: null where there is none; `whole`: it holds 32 bytes in base64. */
export interface KeySeen {
  readonly given: boolean
  readonly path: string
  readonly file: { readonly mode: number; readonly whole: boolean } | null
  /** There is a database that was made with a key. */
  readonly needed: boolean
}

export function judgeKey({ given, path, file, needed }: KeySeen): Finding {
  if (given) return ok('master_key', '主密钥来自环境变量', 'The master key comes from the environment')
  if (file === null && !needed)
    return ok('master_key', '主密钥将在首次启动时生成', 'The first start makes the master key')
  if (file === null) {
    return error(
      'master_key',
      [`没有主密钥：${path} 不存在`, `The master key is missing: there is no ${path}`],
      [
        '把另存的 master.key 放回原处；没有它，手机号和二次验证无法读出',
        'Put the copy of master.key back: without it phones and second factors cannot be read',
      ],
    )
  }
  if ((file.mode & 0o077) !== 0) {
    return error(
      'master_key',
      [
        `其他用户可以读取主密钥（权限 ${octal(file.mode)}）`,
        `Others can read the master key (mode ${octal(file.mode)})`,
      ],
      [`chmod 600 ${path}`, `chmod 600 ${path}`],
    )
  }
  if (!file.whole) {
    return error(
      'master_key',
      [`${path} 不是 32 字节的 base64`, `${path} is not 32 bytes in base64`],
      ['用另存的一份替换', 'Replace it by the copy that was kept'],
    )
  }
  return ok('master_key', '主密钥在，只有所有者可读', 'The master key is there, readable by its owner only')
}

const gigabyte = 1e9

export function judgeDisk({ path, free, size }: { path: string; free: number; size: number }): Finding {
  const left = `${(free / gigabyte).toFixed(1)} GB`
  const mend = [`在 ${path} 所在磁盘上腾出空间`, `Make room on the disk of ${path}`] as const
  if (free < gigabyte) return error('disk', [`磁盘只剩 ${left}`, `Only ${left} are left on the disk`], mend)
  if (free < 5 * gigabyte && free < size / 10)
    return warning('disk', [`磁盘剩 ${left}，不足十分之一`, `${left}, less than a tenth, are left on the disk`], mend)
  return ok('disk', `磁盘剩余 ${left}`, `${left} are free on the disk`)
}

/** Each December the arrangement of the next year has been announced for weeks. */
export function judgeCalendar(packs: readonly { year: number; assumed: boolean }[], now: Date): Finding {
  const [year, month] = [now.getFullYear(), now.getMonth() + 1]
  const announced = (wanted: number) => packs.some((pack) => pack.year === wanted && !pack.assumed)
  const mend = (wanted: number) =>
    [
      `升级产品，或按国务院办公厅通知补上 rulepacks/calendar-cn-${wanted}.json`,
      `Upgrade, or add rulepacks/calendar-cn-${wanted}.json from the announcement of the State Council`,
    ] as const
  if (!packs.some((pack) => pack.year === year)) {
    return error(
      'calendar',
      [
        `没有 ${year} 年的节假日安排，期限按周一至周五计算`,
        `There is no calendar of ${year}: deadlines count Monday to Friday`,
      ],
      mend(year),
    )
  }
  if (!announced(year)) {
    return warning(
      'calendar',
      [`${year} 年的节假日安排仍是假定的`, `The calendar of ${year} is still an assumption`],
      mend(year),
    )
  }
  if (month === 12 && !announced(year + 1)) {
    return warning(
      'calendar',
      [`没有 ${year + 1} 年已公布的节假日安排`, `The announced calendar of ${year + 1} is missing`],
      mend(year + 1),
    )
  }
  return ok('calendar', `${year} 年的节假日安排在`, `The calendar of ${year} is there`)
}

const chinese =
  /noto.*(cjk|sc)|source.?han|wqy|wenquanyi|uming|ukai|droidsansfallback|pingfang|heiti|songti|sim(sun|hei)|msyh/i

/** `files`: names of font files on the machine. */
export function judgeFont(files: readonly string[]): Finding {
  const found = files.find((file) => chinese.test(file))
  if (found !== undefined) return ok('font', `中文字体 ${found}`, `Chinese font ${found}`)
  return warning(
    'font',
    ['没有中文字体，打印的文件会缺字', 'There is no Chinese font: printed documents would lack their characters'],
    ['安装一个，例如 apt install fonts-noto-cjk', 'Install one, such as apt install fonts-noto-cjk'],
  )
}

/** `newest`: when the newest file of the folder was written; null: there is none. */
export function judgeBackup({ folder, newest }: { folder: string; newest: Date | null }, now: Date): Finding {
  const mend = [`检查每日的 nuanqiao backup 任务`, 'Look at the daily job that runs nuanqiao backup'] as const
  if (newest === null) return error('backup', [`${folder} 里没有备份`, `There is no backup in ${folder}`], mend)
  const hours = Math.round((now.getTime() - newest.getTime()) / 3_600_000)
  const says = [`最近的备份是 ${hours} 小时前的`, `The newest backup is ${hours} hours old`] as const
  if (hours > 7 * 24) return error('backup', says, mend)
  if (hours > 26) return warning('backup', says, mend)
  return ok('backup', ...says)
}

/** `file`: when checkpoints were last written to it; `tree`: the newest one in the database. null: none. */
export function judgeCheckpoints(seen: { path: string; file: Date | null; tree: Date | null }): Finding {
  const { path, file, tree } = seen
  if (tree === null) return ok('checkpoints', '审计日志还是空的', 'The audit log is still empty')
  const mend = [
    '确认后台进程能写状态文件夹；后台进程在别的机器上时，在那里运行本命令',
    'See that the worker can write its state folder; where it runs on another machine, run this command there',
  ] as const
  if (file === null) {
    return warning('checkpoints', [`校验点文件 ${path} 不存在`, `There is no checkpoint file ${path}`], mend)
  }
  const late = tree.getTime() - file.getTime()
  if (late > 60_000) {
    return error(
      'checkpoints',
      [
        `校验点文件比审计日志旧 ${Math.round(late / 60_000)} 分钟`,
        `The checkpoint file is ${Math.round(late / 60_000)} minutes older than the audit log`,
      ],
      mend,
    )
  }
  return ok('checkpoints', '校验点文件是最新的', 'The checkpoint file is current')
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8)
}
