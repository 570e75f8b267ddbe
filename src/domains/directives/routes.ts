/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import {
  checkDirective,
  decideObjection,
  getDirective,
  getPiece,
  issueDirective,
  listDirectives,
  objectToDirective,
  recallDirective,
} from './contract.ts'
import { decide, object } from './objections/service.ts'
import { check, directives, issue, recall } from './service.ts'
import { directive, piece } from './view/service.ts'

export const routes: Route[] = [
  serve(checkDirective, check),
  serve(issueDirective, issue),
  serve(listDirectives, directives),
  serve(getDirective, directive),
  serve(recallDirective, recall),
  serve(getPiece, piece),
  serve(objectToDirective, object),
  serve(decideObjection, decide),
]
