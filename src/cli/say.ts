/** What the command line says to the person before it. */
export function say(words: string): void {
  process.stdout.write(`${words}\n`)
}

/** For what went wrong. */
export function complain(words: string): void {
  process.stderr.write(`${words}\n`)
}
