/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import { beginSecondFactor, changePassword, confirmSecondFactor, endSession, getMe, listSessions } from './contract.ts'
import { beginFactor, changeOwnPassword, confirmFactor, endOne, me, sessions } from './service.ts'

export const routes: Route[] = [
  serve(getMe, me),
  serve(listSessions, sessions),
  serve(endSession, endOne),
  serve(changePassword, changeOwnPassword),
  serve(beginSecondFactor, beginFactor),
  serve(confirmSecondFactor, confirmFactor),
]
