/** The built commands, run as an operator runs them; bin/nuanqiao.mjs would look first whether the build is stale. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const builtCli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface Said {
  readonly code: number
  readonly words: string
}

/** Runs one command line in English; of our own environment it sees where programs and temporary files lie. */
export function runCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const command = `import(${JSON.stringify(builtCli)}).then(async (cli) => { process.exitCode = await cli.main(${JSON.stringify(args)}) })`
  const { PATH, HOME, TMPDIR } = process.env
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--eval', command],
      { env: { PATH, HOME, TMPDIR, LC_ALL: 'en_GB.UTF-8', ...env } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, words: stdout + stderr }),
    )
  })
}
