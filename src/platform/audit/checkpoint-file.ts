/**
 * The file outside the database in which every checkpoint is kept: what shows a database that was set back, or rewritten by its
 * owner. Append-only by habit; copy it elsewhere (another machine, the chat group, paper) to hold it against its own keeper.
 */
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { findCheckpoints, type Verifier } from './checkpoint.ts'

const longestNote = 4096

export class CheckpointFile {
  readonly #path: string
  readonly #verifier: Verifier
  #last: Promise<number> | null = null

  constructor(path: string, verifier: Verifier) {
    this.#path = path
    this.#verifier = verifier
  }

  /** The size of the newest checkpoint in the file; 0 if there is none. */
  lastSize(): Promise<number> {
    this.#last ??= this.#readLast()
    return this.#last
  }

  /** Appends a note unless it is the newest already. It is on disk when the promise resolves; one call at a time. */
  async keep(note: string, size: number): Promise<void> {
    if ((await this.lastSize()) === size) return
    this.#last = null // not known until written: the next call reads it
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
    const file = await open(this.#path, 'a+', 0o600)
    try {
      await file.appendFile(`${await this.#separator(file)}${note}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    this.#last = Promise.resolve(size)
  }

  /** A line torn by a power cut must not swallow the next note. */
  async #separator(file: Awaited<ReturnType<typeof open>>): Promise<string> {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, Math.max(0, size - 2))
    return bytesRead === 0 || buffer.subarray(0, bytesRead).toString() === '\n\n' ? '' : '\n\n'
  }

  async #readLast(): Promise<number> {
    const file = await open(this.#path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (file === null) return 0
    try {
      const { size } = await file.stat()
      const from = Math.max(0, size - 2 * longestNote)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
      const found = findCheckpoints(buffer.subarray(0, bytesRead).toString(), this.#verifier)
      return found.findLast((checkpoint) => checkpoint.signed)?.size ?? 0
    } finally {
      await file.close()
    }
  }
}
