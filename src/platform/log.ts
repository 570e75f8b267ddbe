/** The program's own log: one JSON line an event on standard error. Never personal data, never content. */

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export const logLevels = ['info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

let least: LogLevel = 'warn'
/** From now on this process writes what is of this level or above; until then warnings and errors. */
export function logFrom(level: LogLevel): void {
  least = level
}

export const isLogged = (level: LogLevel): boolean => logLevels.indexOf(level) >= logLevels.indexOf(least)

export function log(level: LogLevel, event: string, fields: LogFields = {}): void {
  if (!isLogged(level)) return
  process.stderr.write(`${lineOf({ at: new Date().toISOString(), level, event, ...fields })}\n`)
}

/** JSON leaves some characters as they are that end a line or steer a terminal (C1 controls, line separators, bidi marks). */
const steering = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g

function lineOf(fields: LogFields): string {
  return JSON.stringify(fields).replace(steering, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What may be said of an error in the log: its class, code and place, not its message (which may quote a row). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const stack = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 4)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/.*\/(src|dist|node_modules)\//, '($2/'))
    .join(' < ')
  return { error: error.name, code, stack }
}
