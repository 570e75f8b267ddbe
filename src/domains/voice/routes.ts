/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import { submitSuggestion, suggestTo } from './contract.ts'
import { desks, submit } from './service.ts'

export const routes: Route[] = [serve(submitSuggestion, submit), serve(suggestTo, desks)]
