/** All benches, in the order in which they run. */
import type { Bench } from './figure.ts'
import { kill } from './kill.ts'
import { raise } from './raise.ts'
import { replica } from './replica.ts'
import { size } from './size.ts'
import { start } from './start.ts'
import { tamper } from './tamper.ts'
import { twoWeb } from './two-web.ts'

export const benches: readonly Bench[] = [size, start, raise, kill, tamper, replica, twoWeb]
