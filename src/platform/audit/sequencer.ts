/** The sequencer of the audit log: keeps every tenant's tree and checkpoint file up with what has been committed. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Beat, beat } from '../jobs/beat.ts'
import { log } from '../log.ts'
import type { PurposeKeys } from '../sealed.ts'
import type { TenantHome } from '../tenant.ts'
import { sequence } from './audit.ts'
import { auditSigner, readVerifierKey } from './checkpoint.ts'
import { CheckpointFile } from './checkpoint-file.ts'

export interface SequencerOptions {
  readonly homes: readonly TenantHome[]
  /** The audit log's own keys, not those of sealed fields. */
  readonly keys: PurposeKeys
  /**
   * Folder outside the database; each tenant has the file `<schema>.checkpoints` in it, and `<schema>.key`, the public line by
   * which they are judged.
   */
  readonly folder: string
  readonly everyMillis?: number
}

const second = 1000
const minute = 60 * second

/**
 * How far before the last checkpoint a run looks. Nearly all entries commit at once, so most runs look at two seconds only, which
 * each of them reads again; rarer ones find what committed late, or was written by a machine whose clock is behind.
 */
function lookBackOf(run: number): number {
  if (run % 3600 === 0) return 48 * 60 * minute
  return run % 15 === 0 ? 2 * minute : 2 * second
}

/** Starts one beat a tenant. Stop it before the pool is closed. Several workers may run it; they take turns. */
export function startSequencer({ homes, keys, folder, everyMillis = second }: SequencerOptions): Beat {
  const beats = homes.map(({ tenant, db }) => {
    const signer = auditSigner(keys, tenant.schema)
    const file = new CheckpointFile(join(folder, `${tenant.schema}.checkpoints`), readVerifierKey(signer.verifierKey))
    let run = 0
    publishKey(folder, tenant.schema, signer.verifierKey)
    return beat(`audit ${tenant.schema}`, everyMillis, async () => {
      const known = run === 0 ? await file.lastSize() : 0
      const { size, note } = await sequence(db, signer, new Date(), lookBackOf(run))
      if (size < known) log('error', 'audit_tree_behind_its_file', { log: signer.origin, size, file: known })
      run += 1
      if (note !== null) await file.keep(note, size)
    })
  })
  return {
    wake: () => {
      for (const one of beats) one.wake()
    },
    stop: async () => {
      await Promise.all(beats.map((one) => one.stop()))
    },
  }
}

/** What whoever holds checkpoints against the log needs; not a secret. */
function publishKey(folder: string, schema: string, line: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, `${schema}.key`), `${line}\n`, { mode: 0o600 })
}
