/** All benches, in the order in which they run. */
import { audit } from './audit.ts'
import { backup } from './backup.ts'
import type { Bench } from './figure.ts'
import { kill } from './kill.ts'
import { intake, raise } from './raise.ts'
import { replica } from './replica.ts'
import { scale } from './scale.ts'
import { size } from './size.ts'
import { soak } from './soak.ts'
import { start } from './start.ts'
import { tamper } from './tamper.ts'
import { twoWeb } from './two-web.ts'

export const benches: readonly Bench[] = [
  ...[size, start, raise, intake, kill, tamper, replica],
  ...[audit, twoWeb, scale, backup, soak],
]
