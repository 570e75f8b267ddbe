/** Ledger: endpoint to reader. */
import { type Route, serve } from '#platform/routes.ts'
import { getLedger, listLedgerMatters } from './contract.ts'
import { ledger, ledgerMatters } from './service.ts'

export const routes: Route[] = [serve(getLedger, ledger), serve(listLedgerMatters, ledgerMatters)]
