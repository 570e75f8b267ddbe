/** Ledger: endpoint to reader. */
import { type Route, serve } from '#platform/routes.ts'
import { exportLedger, exportLedgerMatters, getLedger, listLedgerMatters } from './contract.ts'
import { ledgerFile, ledgerMattersFile } from './export.ts'
import { ledger, ledgerMatters } from './service.ts'

export const routes: Route[] = [
  serve(getLedger, ledger),
  serve(exportLedger, ledgerFile),
  serve(listLedgerMatters, ledgerMatters),
  serve(exportLedgerMatters, ledgerMattersFile),
]
