/** What the API says: every path, field, allowed value and sentence of its OpenAPI document. */
import { openApi, type RouteGroup } from '#platform/openapi.ts'
import type { Evidence, Found } from './scan.ts'

/** Throws Error if a served endpoint is missing from the document, or hardly any field is found in it. */
export function apiEvidence(groups: readonly RouteGroup[], atLeast = 200): Evidence {
  const { paths } = openApi(groups, '0')
  const fields: Found[] = []
  const prose: Found[] = []
  let operations = 0
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations += 1
      const at = `${method.toUpperCase()} ${path}`
      fields.push({ at, text: path })
      prose.push({ at, text: operation.summary })
      walk({ ...operation, summary: undefined }, at, fields, prose)
    }
  }
  const served = groups.flatMap((group) => group.routes).length
  if (operations !== served) throw new Error(`${served} endpoints are served, ${operations} are in the document`)
  if (fields.length < atLeast) throw new Error(`only ${fields.length} names in the API: the scan sees too little`)
  return { fields, names: [], prose }
}

/** Names of properties and parameters, allowed values, and descriptions, however deep. */
function walk(node: unknown, at: string, fields: Found[], prose: Found[]): void {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, at, fields, prose)
    return
  }
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') for (const name of Object.keys(value as object)) fields.push({ at, text: name })
    if (key === 'name' && 'in' in node) fields.push({ at, text: String(value) })
    if (key === 'enum' || key === 'const')
      for (const item of [value].flat()) if (typeof item === 'string') fields.push({ at, text: item })
    if (key === 'description' && typeof value === 'string') prose.push({ at, text: value })
    walk(value, at, fields, prose)
  }
}
