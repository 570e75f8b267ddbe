/** Org: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import {
  exportPeople,
  getPerson,
  grantRole,
  listPhonesShown,
  listUnitPeople,
  listUnits,
  revokeRole,
  searchPeople,
  showPhone,
} from './contract.ts'
import { peopleFile } from './people/export.ts'
import { grant, onePerson, phone, phonesShown, revoke, search, unitPeople, unitTree } from './people/service.ts'

export const routes: Route[] = [
  serve(listUnits, unitTree),
  serve(searchPeople, search),
  serve(listUnitPeople, unitPeople),
  serve(exportPeople, peopleFile),
  serve(getPerson, onePerson),
  serve(grantRole, grant),
  serve(revokeRole, revoke),
  serve(showPhone, phone),
  serve(listPhonesShown, phonesShown),
]
