/** The `nuanqiao` command: its whole program. Each command is a function of src/cli/. */
import { parseArgs } from 'node:util'
import { type Settings, settingsFrom } from '#platform/settings.ts'
import { prepare, withDatabase } from './cli/database.ts'
import { complain, say } from './cli/say.ts'
import { start } from './cli/start.ts'
import { project } from './places.ts'

/** A command: its words, what follows them, what it is for, what it does. The number is the exit code. */
interface Command {
  readonly name: string
  readonly takes?: string
  readonly does: string
  readonly run: (settings: Settings, args: string[]) => Promise<number>
}

const commands: readonly Command[] = [
  {
    name: 'start',
    takes: '[--watch]',
    does: 'start everything: database, web server, worker',
    run: (settings, args) => {
      const { values } = parseArgs({ args, options: { watch: { type: 'boolean', default: false } } })
      return start(settings, values)
    },
  },
  {
    name: 'migrate',
    does: 'bring the database up to date',
    run: (settings) =>
      withDatabase(settings, async (database) => {
        const done = await prepare(settings, database)
        say(done.length === 0 ? 'The database is up to date.' : done.map((name) => `ran ${name}`).join('\n'))
        return 0
      }),
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
    complain(error instanceof Error ? error.message : String(error))
    return 1
  }
}

function usage(): string {
  const lines = commands.map(({ name, takes, does }) => `  nuanqiao ${`${name} ${takes ?? ''}`.padEnd(44)} ${does}`)
  return `Usage:\n${lines.join('\n')}`
}
