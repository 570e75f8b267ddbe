/** Service: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { exportHouseholds, findHouseholds, listContactsShown, showHouseholdContact } from './contract.ts'
import { householdsFile } from './export.ts'
import { contact, contactsShown, find } from './service.ts'

export const routes: Route[] = [
  serve(findHouseholds, find),
  serve(exportHouseholds, householdsFile),
  serve(showHouseholdContact, contact),
  serve(listContactsShown, contactsShown),
]
