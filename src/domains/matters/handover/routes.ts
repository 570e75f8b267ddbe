/** Handover: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { handOver, listHandover } from './contract.ts'
import { give, waiting } from './service.ts'

export const routes: Route[] = [serve(listHandover, waiting), serve(handOver, give)]
