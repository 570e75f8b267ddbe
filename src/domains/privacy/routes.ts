/** Privacy: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import * as contract from './contract.ts'
import * as officer from './officer/service.ts'
import { ask, copy, held, shownToMe } from './service.ts'

export const routes: Route[] = [
  serve(contract.getHeld, held),
  serve(contract.listShownToMe, shownToMe),
  serve(contract.copyMine, copy),
  serve(contract.askAboutMine, ask),
  serve(contract.listRequests, officer.requests),
  serve(contract.askForSomebody, officer.askFor),
  serve(contract.findPeople, officer.find),
  serve(contract.getErasurePlan, officer.plan),
  serve(contract.correctPerson, officer.correct),
  serve(contract.erasePerson, officer.erase),
]
