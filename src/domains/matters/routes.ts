/** Which verb answers which endpoint. */
import { type Route, serve } from '#platform/routes.ts'
import { getWorkdays, listHeads } from './choices/contract.ts'
import { heads, workdays } from './choices/service.ts'
import { addPicture, getMatter, getPicture, moveMatter } from './contract.ts'
import { followMatter, unfollowMatter } from './following/contract.ts'
import { follow, unfollow } from './following/service.ts'
import { exportInbox, listInbox } from './inbox/contract.ts'
import { inboxFile } from './inbox/export.ts'
import { inbox } from './inbox/service.ts'
import { countBoard, countWall, exportBoard, listBoard, listMine, listSimilar } from './lists/contract.ts'
import { boardFile } from './lists/export.ts'
import { boardCounts, mine, similar, unitBoard, wallCounts } from './lists/service.ts'
import { picture, takePicture } from './pictures/service.ts'
import { getClock } from './reckoning/contract.ts'
import { clock } from './reckoning/service.ts'
import { guessRepeats, listClosedAlike } from './repeats/contract.ts'
import { closedAlike, guesses } from './repeats/service.ts'
import { act } from './service.ts'
import { view } from './view/service.ts'

export const routes: Route[] = [
  serve(getMatter, view),
  serve(getClock, clock),
  serve(moveMatter, act),
  serve(followMatter, follow),
  serve(unfollowMatter, unfollow),
  serve(listInbox, inbox),
  serve(listMine, mine),
  serve(listBoard, unitBoard),
  serve(exportBoard, boardFile),
  serve(exportInbox, inboxFile),
  serve(countBoard, boardCounts),
  serve(countWall, wallCounts),
  serve(listSimilar, similar),
  serve(listClosedAlike, closedAlike),
  serve(guessRepeats, guesses),
  serve(listHeads, heads),
  serve(getWorkdays, workdays),
  serve(addPicture, takePicture),
  serve(getPicture, picture),
]
