/** Service: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { findHouseholds, listContactsShown, showHouseholdContact } from './contract.ts'
import { contact, contactsShown, find } from './service.ts'

export const routes: Route[] = [
  serve(findHouseholds, find),
  serve(showHouseholdContact, contact),
  serve(listContactsShown, contactsShown),
]
