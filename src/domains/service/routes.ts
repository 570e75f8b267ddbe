/** Service: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { listCallbacks, recordCallback } from './callbacks/contract.ts'
import { called, waiting } from './callbacks/service.ts'
import { exportHouseholds, findHouseholds, listContactsShown, showHouseholdContact } from './contract.ts'
import { householdsFile } from './export.ts'
import {
  addRequestPicture,
  getRequest,
  listHouseholdRequests,
  listPlaces,
  moveByReceipt,
  openReceipt,
  recogniseHome,
  sendRequest,
  showRequestContact,
  takeRequest,
} from './requests/contract.ts'
import { facts, contact as requestContact } from './requests/facts.ts'
import { move, ofHousehold, places, read, recognise, send, take, takePicture } from './requests/service.ts'
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
  serve(takeRequest, take),
  serve(listHouseholdRequests, ofHousehold),
  serve(getRequest, facts),
  serve(listCallbacks, waiting),
  serve(recordCallback, called),
  serve(showRequestContact, requestContact),
]
