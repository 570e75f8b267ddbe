/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import { countNotices, getDigest, getNoticeSettings, listNotices, seeNotices, setNoticeSettings } from './contract.ts'
import { count, digest, notices, see, set, settings } from './service.ts'

export const routes: Route[] = [
  serve(listNotices, notices),
  serve(countNotices, count),
  serve(seeNotices, see),
  serve(getNoticeSettings, settings),
  serve(setNoticeSettings, set),
  serve(getDigest, digest),
]
