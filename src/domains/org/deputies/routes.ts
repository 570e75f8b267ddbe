/** Deputies: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { endDeputy, findDeputies, listDeputies, nameDeputy } from './contract.ts'
import { candidates, deputies, end, name } from './service.ts'

export const routes: Route[] = [
  serve(listDeputies, deputies),
  serve(findDeputies, candidates),
  serve(nameDeputy, name),
  serve(endDeputy, end),
]
