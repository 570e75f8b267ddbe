/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import {
  confirmFactorLoss,
  getAccount,
  issueActivation,
  listFactorLosses,
  reportFactorLoss,
  unlockAccount,
} from './contract.ts'
import { account, confirmLossOf, issue, losses, reportLoss, unlock } from './service.ts'

export const routes: Route[] = [
  serve(getAccount, account),
  serve(issueActivation, issue),
  serve(unlockAccount, unlock),
  serve(reportFactorLoss, reportLoss),
  serve(confirmFactorLoss, confirmLossOf),
  serve(listFactorLosses, losses),
]
