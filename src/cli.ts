/** The `nuanqiao` command: its whole program. Each command is a function of src/cli/. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refusal } from '#platform/refusal.ts'
import { type Settings, settingsFrom } from '#platform/settings.ts'
import { complain, say } from './cli/say.ts'
import { project } from './places.ts'

/**
 * A command: its words, what follows them, what it is for, what it does. The number is the exit code. Each imports its
 * own part of the program, so that `start` does not wait for what it does not need.
 */
interface Command {
  readonly name: string
  readonly takes: string
  readonly does: string
  readonly run: (settings: Settings, args: string[]) => Promise<number>
}

const text = { type: 'string' } as const
const lines = { type: 'string', multiple: true } as const
const yes = { type: 'boolean', default: false } as const
const tenant = { type: 'string', default: 'main' } as const

const commands: readonly Command[] = [
  {
    name: 'start',
    takes: '[--only web|worker] [--watch]',
    does: 'everything: database, web server, worker; or one of them beside others',
    run: async (settings, args) => {
      const { values } = read(args, { watch: yes, only: text })
      const only = values.only ?? null
      if (only !== null && only !== 'web' && only !== 'worker') throw new Error('--only takes web or worker.')
      const { start } = await import('./cli/start.ts')
      return start(settings, { watch: values.watch, only })
    },
  },
  {
    name: 'migrate',
    takes: '',
    does: 'bring the database up to date',
    run: async (settings) => {
      const { prepare, withDatabase } = await import('./cli/database.ts')
      const { done } = await withDatabase(settings, (database) => prepare(settings, database))
      say(done.length === 0 ? 'The database is up to date.' : done.map((name) => `ran ${name}`).join('\n'))
      return 0
    },
  },
  {
    name: 'import roster',
    takes: 'FILE [--dry-run] [--absent-leave]',
    does: 'units and people from a spreadsheet (.xlsx, .csv)',
    run: async (settings, args) => {
      const { values, positionals } = read(args, { 'dry-run': yes, 'absent-leave': yes, tenant }, 1)
      const [file = ''] = positionals
      const { 'dry-run': dryRun, 'absent-leave': absentLeave } = values
      const { importRoster } = await import('./cli/import-roster.ts')
      return importRoster(settings, { file, tenant: values.tenant, dryRun, absentLeave })
    },
  },
  {
    name: 'admin create',
    takes: '--staff-no NO --name NAME',
    does: 'the first administrator: prints his activation code',
    run: async (settings, args) => {
      const { values } = read(args, { 'staff-no': text, name: text, tenant })
      const [staffNo, name] = [needed(values['staff-no'], '--staff-no'), needed(values.name, '--name')]
      const { createAdministrator } = await import('./cli/admin.ts')
      return createAdministrator(settings, { staffNo, name, tenant: values.tenant })
    },
  },
  {
    name: 'verify-audit',
    takes: '[--checkpoint FILE] [--key LINE] [--witness LINE]',
    does: 'find any change of the audit log',
    run: async (settings, args) => {
      const { values } = read(args, { checkpoint: text, key: text, witness: lines, tenant })
      const { checkAudit } = await import('./cli/verify-audit.ts')
      const { checkpoint, key, witness: witnesses = [] } = values
      return checkAudit(settings, { tenant: values.tenant, checkpoint, key, witnesses })
    },
  },
  {
    name: 'witness ask',
    takes: '[--since N]',
    does: 'print what a witness is to sign: the newest checkpoint, and proof from entry N on',
    run: async (settings, args) => {
      const { values } = read(args, { since: { type: 'string', default: '0' }, tenant })
      const { askWitness } = await import('./cli/witness.ts')
      return askWitness(settings, values)
    },
  },
  {
    name: 'witness sign',
    takes: 'FILE --key LINE --name NAME',
    does: 'elsewhere: sign that the log only grew since last time',
    run: async (settings, args) => {
      const { values, positionals } = read(args, { key: text, name: text }, 1)
      const wish = { key: needed(values.key, '--key'), name: needed(values.name, '--name') }
      const { signAsWitness } = await import('./cli/witness.ts')
      return signAsWitness(settings, { file: positionals[0] ?? '', ...wish })
    },
  },
  {
    name: 'witness key',
    takes: '--name NAME',
    does: 'elsewhere: print the line by which your signature is known',
    run: async (settings, args) => {
      const { values } = read(args, { name: text })
      const { sayWitnessKey } = await import('./cli/witness.ts')
      return sayWitnessKey(settings, needed(values.name, '--name'))
    },
  },
  {
    name: 'prove',
    takes: '[--checkpoint FILE]',
    does: 'alter a copy of the audit log in every way and show that the check names it',
    run: async (settings, args) => {
      const { values } = read(args, { checkpoint: text, tenant })
      const { prove } = await import('./cli/prove.ts')
      return prove(settings, { tenant: values.tenant, checkpoint: values.checkpoint })
    },
  },
  {
    name: 'backup',
    takes: 'FILE [--tenant SCHEMA]',
    does: 'all companies, or one, into a file; also while people work',
    run: async (settings, args) => {
      const { values, positionals } = read(args, { tenant: text }, 1)
      const { backup } = await import('./cli/backup.ts')
      return backup(settings, { file: positionals[0] ?? '', tenant: values.tenant ?? null })
    },
  },
  {
    name: 'restore',
    takes: 'FILE [--checkpoint FILE] [--erasures FILE] [--without-key]',
    does: 'a backup into an empty database or state folder',
    run: async (settings, args) => {
      const { values, positionals } = read(args, { checkpoint: text, erasures: text, 'without-key': yes }, 1)
      const { restore } = await import('./cli/restore.ts')
      const { checkpoint, erasures, 'without-key': withoutKey } = values
      return restore(settings, { file: positionals[0] ?? '', checkpoint, erasures, withoutKey })
    },
  },
  {
    name: 'doctor',
    takes: '[--json] [--backups FOLDER] [--url URL]',
    does: 'what is wrong and how to mend it; ends with 0, 1 (warnings) or 2',
    run: async (settings, args) => {
      const { values } = read(args, { json: yes, backups: text, url: text })
      const { doctor } = await import('./cli/doctor.ts')
      return doctor(settings, { json: values.json, backups: values.backups, url: values.url })
    },
  },
  {
    name: 'jobs retry',
    takes: '',
    does: 'try again the jobs that were given up, after mending what they failed of',
    run: async (settings, args) => {
      const { values } = read(args, { tenant })
      const { retryGivenUp } = await import('./cli/jobs.ts')
      return retryGivenUp(settings, values.tenant)
    },
  },
  {
    name: 'keys rotate',
    takes: '[--data | --fingerprints]',
    does: 'a new master key; or new keys for sealed fields, or for finding by phone',
    run: async (settings, args) => {
      const { values } = read(args, { data: yes, fingerprints: yes })
      const { rotateKeys } = await import('./cli/keys.ts')
      return rotateKeys(settings, values)
    },
  },
  {
    name: 'tenant add',
    takes: 'SCHEMA --name NAME --host HOST [--host HOST]',
    does: 'another company, with host names of its own',
    run: async (settings, args) => {
      const { values, positionals } = read(args, { name: text, host: lines, 'time-zone': text }, 1)
      const { addCompany } = await import('./cli/tenant.ts')
      return addCompany(settings, {
        schema: positionals[0] ?? '',
        name: needed(values.name, '--name'),
        hosts: needed(values.host, '--host').map((host) => host.toLowerCase()),
        timeZone: values['time-zone'] ?? settings.timeZone,
      })
    },
  },
  {
    name: 'demo reload',
    takes: '[--households N]',
    does: 'the demo world from its beginning, with 3,000 homes or as many as you like',
    run: async (settings, args) => {
      const { values } = read(args, { households: text })
      const { reloadDemo } = await import('./cli/demo.ts')
      return reloadDemo(settings, values.households)
    },
  },
]

/** Runs one command line; resolves to the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const command = commands.find(({ name }) => name.split(' ').every((word, i) => args[i] === word))
  if (command === undefined) {
    const asked = args.length === 0 || args[0] === 'help' || args[0] === '--help'
    ;(asked ? say : complain)(usage())
    return asked ? 0 : 2
  }
  try {
    const rest = args.slice(command.name.split(' ').length)
    return await command.run(settingsFrom(process.env, project), rest)
  } catch (error) {
    complain(await wordsOf(error))
    return 1
  }
}

type Options = NonNullable<ParseArgsConfig['options']>

/** What follows the command's name. Throws Error with words for what does not belong there, or is missing. */
function read<const O extends Options>(args: string[], options: O, positionals = 0) {
  const parsed = parseArgs({ args, options, allowPositionals: true })
  if (parsed.positionals.length !== positionals) throw new Error(usage())
  return parsed
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} is missing.`)
  return value
}

async function wordsOf(error: unknown): Promise<string> {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
  const [{ refusalWords }, { terminalLanguage }] = await Promise.all([
    import('./house.ts'),
    import('./cli/tenant-work.ts'),
  ])
  const said = refusalWords.map((words) => words[terminalLanguage(process.env)][error.code])
  return said.find((one) => one !== undefined) ?? error.code
}

function usage(): string {
  const lines = commands.map(({ name, takes, does }) => `  nuanqiao ${`${name} ${takes}`.padEnd(56)} ${does}`)
  return `Usage:\n${lines.join('\n')}\n\nCommands on a company take --tenant SCHEMA (main).`
}
