/** Service: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { exportHouseholds, findHouseholds, listContactsShown, showHouseholdContact } from './contract.ts'
import { householdsFile } from './export.ts'
import {
  addRequestPicture,
  getRequest,
  listPlaces,
  moveByReceipt,
  openReceipt,
  recogniseHome,
  sendRequest,
  showRequestContact,
} from './requests/contract.ts'
import { facts, contact as requestContact } from './requests/facts.ts'
import { move, places, read, recognise, send, takePicture } from './requests/service.ts'
import { contact, contactsShown, find } from './service.ts'

export const routes: Route[] = [
  serve(findHouseholds, find),
  serve(exportHouseholds, householdsFile),
  serve(showHouseholdContact, contact),
  serve(listContactsShown, contactsShown),
  serve(listPlaces, places),
  serve(recogniseHome, recognise),
  serve(addRequestPicture, takePicture),
  serve(sendRequest, send),
  serve(openReceipt, read),
  serve(moveByReceipt, move),
  serve(getRequest, facts),
  serve(showRequestContact, requestContact),
]
