/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import { endKiosk, enterKiosk, getWallScreen, listKiosks, makeKiosk } from './contract.ts'
import { end, enter, kiosks, make, wallScreen } from './service.ts'

export const routes: Route[] = [
  serve(listKiosks, kiosks),
  serve(makeKiosk, make),
  serve(endKiosk, end),
  serve(enterKiosk, enter),
  serve(getWallScreen, wallScreen),
]
