/** The `nuanqiao` command: its whole program. Each command is a function of src/cli/. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Refusal } from '#platform/refusal.ts'
import { type Settings, settingsFrom } from '#platform/settings.ts'
import { createAdministrator } from './cli/admin.ts'
import { prepare, withDatabase } from './cli/database.ts'
import { reloadDemo } from './cli/demo.ts'
import { importRoster } from './cli/import-roster.ts'
import { complain, say } from './cli/say.ts'
import { start } from './cli/start.ts'
import { addCompany } from './cli/tenant.ts'
import { terminalLanguage } from './cli/tenant-work.ts'
import { checkAudit } from './cli/verify-audit.ts'
import { refusalWords } from './house.ts'
import { project } from './places.ts'

/** A command: its words, what follows them, what it is for, what it does. The number is the exit code. */
interface Command {
  readonly name: string
  readonly takes: string
  readonly does: string
  readonly run: (settings: Settings, args: string[]) => Promise<number>
}

const text = { type: 'string' } as const
const yes = { type: 'boolean', default: false } as const
const tenant = { type: 'string', default: 'main' } as const

const commands: readonly Command[] = [
  {
    name: 'start',
    takes: '[--watch]',
    does: 'everything: database, web server, worker',
    run: (settings, args) => start(settings, read(args, { watch: yes }).values),
  },
  {
    name: 'migrate',
    takes: '',
    does: 'bring the database up to date',
    run: (settings) =>
      withDatabase(settings, async (database) => {
        const { done } = await prepare(settings, database)
        say(done.length === 0 ? 'The database is up to date.' : done.map((name) => `ran ${name}`).join('\n'))
        return 0
      }),
  },
  {
    name: 'import roster',
    takes: 'FILE [--dry-run] [--absent-leave]',
    does: 'units and people from a spreadsheet (.xlsx, .csv)',
    run: (settings, args) => {
      const { values, positionals } = read(args, { 'dry-run': yes, 'absent-leave': yes, tenant }, 1)
      const [file = ''] = positionals
      const { 'dry-run': dryRun, 'absent-leave': absentLeave } = values
      return importRoster(settings, { file, tenant: values.tenant, dryRun, absentLeave })
    },
  },
  {
    name: 'admin create',
    takes: '--staff-no NO --name NAME',
    does: 'the first administrator: prints his activation code',
    run: (settings, args) => {
      const { values } = read(args, { 'staff-no': text, name: text, tenant })
      const [staffNo, name] = [needed(values['staff-no'], '--staff-no'), needed(values.name, '--name')]
      return createAdministrator(settings, { staffNo, name, tenant: values.tenant })
    },
  },
  {
    name: 'verify-audit',
    takes: '[--checkpoint FILE] [--key LINE]',
    does: 'find any change of the audit log',
    run: (settings, args) => {
      const { values } = read(args, { checkpoint: text, key: text, tenant })
      return checkAudit(settings, { tenant: values.tenant, checkpoint: values.checkpoint, key: values.key })
    },
  },
  {
    name: 'tenant add',
    takes: 'SCHEMA --name NAME --host HOST [--host HOST]',
    does: 'another company, with host names of its own',
    run: (settings, args) => {
      const hosts = { type: 'string', multiple: true } as const
      const { values, positionals } = read(args, { name: text, host: hosts, 'time-zone': text }, 1)
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
    run: (settings, args) => reloadDemo(settings, read(args, { households: text }).values.households),
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
    complain(wordsOf(error))
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

function wordsOf(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error)
  const said = refusalWords.map((words) => words[terminalLanguage(process.env)][error.code])
  return said.find((one) => one !== undefined) ?? error.code
}

function usage(): string {
  const lines = commands.map(({ name, takes, does }) => `  nuanqiao ${`${name} ${takes}`.padEnd(56)} ${does}`)
  return `Usage:\n${lines.join('\n')}\n\nCommands on a company take --tenant SCHEMA (main).`
}
