/** The program's own log: one JSON line an event on standard error. Never personal data, never content. */

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export function log(level: 'info' | 'warn' | 'error', event: string, fields: LogFields = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
}

/** What may be said of an error in the log: its class, code and place, not its message (which may quote a row). */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 4)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?\/.*\/(src|dist|node_modules)\//, '($2/'))
    .join(' < ')
  return { error: error.name, code, stack }
}
