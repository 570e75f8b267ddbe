/** Saved views: endpoint to verb. */
import { type Route, serve } from '#platform/routes.ts'
import { changeView, deleteView, listViews, openWithView, restoreView, saveView } from './contract.ts'
import { change, openWith, remove, restore, save, views } from './service.ts'

export const routes: Route[] = [
  serve(listViews, views),
  serve(saveView, save),
  serve(openWithView, openWith),
  serve(changeView, change),
  serve(deleteView, remove),
  serve(restoreView, restore),
]
