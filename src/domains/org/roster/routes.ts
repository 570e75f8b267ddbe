/** Roster import: endpoint to verb. */
import { serve } from '#platform/routes.ts'
import { confirmRoster, downloadRosterTemplate, getRosterImport, listRosterLines, uploadRoster } from './contract.ts'
import { confirm, getImport, listLines, templateFile, upload } from './service.ts'

export const routes = [
  serve(downloadRosterTemplate, templateFile),
  serve(uploadRoster, upload),
  serve(getRosterImport, getImport),
  serve(listRosterLines, listLines),
  serve(confirmRoster, confirm),
]
