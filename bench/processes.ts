/** The processes that a process has started, their memory, and the CPU that one has used. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Process {
  readonly pid: number
  readonly rssMegabytes: number
  readonly args: string
}

/** All below `root`, itself included. */
function processesOf(root: number): Process[] {
  const text = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1 << 24 })
  const all = text.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line)
    return found === null
      ? []
      : [{ pid: Number(found[1]), parent: Number(found[2]), rss: Number(found[3]), args: found[4]! }]
  })
  const inside = new Set([root])
  for (let before = 0; before !== inside.size; ) {
    before = inside.size
    for (const one of all) if (inside.has(one.parent)) inside.add(one.pid)
  }
  return all.filter(({ pid }) => inside.has(pid)).map(({ pid, rss, args }) => ({ pid, rssMegabytes: rss / 1024, args }))
}

/** Those of Node. */
export function nodeProcesses(root: number): Process[] {
  return processesOf(root).filter(({ args }) => /(^|\/)node(\.exe)?\s/.test(args))
}

/** Seconds of CPU that a process has used, to the hundredth, as Linux counts them; null elsewhere. */
export function cpuSecondsOf(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // after the name in brackets: state is the 3rd field, time in user mode the 14th, in the kernel the 15th
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return null
  }
}
