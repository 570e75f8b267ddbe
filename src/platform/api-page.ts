/** The API for readers: the OpenAPI document as one plain page without scripts, grouped by domain. */
import type { JsonSchema, OpenApi, Operation, Parameter } from './openapi.ts'

/** A complete HTML document. */
export function apiPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const sections = document.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name))
    return `<section><h2 id="${text(name)}">${text(name)}</h2>${own.map(entry).join('')}</section>`
  })
  const index = document.tags.map(({ name }) => `<li><a href="#${text(name)}">${text(name)}</a></li>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nuanqiao API</title>
<link rel="stylesheet" href="/api/page.css">
</head>
<body>
<header><h1>Nuanqiao API</h1></header>
<main>
<p>Everything the pages do goes through these endpoints; the same as
<a href="/api/openapi.json">OpenAPI 3.1</a>. All paths are below <code>/api</code>.</p>
<p>A session cookie says who you are. Every write carries <code>X-Requested-With: nuanqiao</code> and an
<code>Idempotency-Key</code> (a new UUID): repeated with the same key it is done once. A refusal has a stable
<code>error.code</code> and a message in Chinese or English, as <code>Accept-Language</code> asks.</p>
<nav aria-label="Domains"><ul>${index.join('')}</ul></nav>
${sections.join('\n')}
</main>
</body>
</html>
`
}

/** The page's style sheet; its policy allows nothing inline. */
export const apiPageStyle = `
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1f1a17; background: #fff; overflow-wrap: anywhere }
article { border-top: 1px solid #cfc7c0; padding: 0.5rem 0 }
code, pre { font: 0.9em/1.4 ui-monospace, monospace }
pre { overflow: auto; max-height: 30rem; background: #f7f4f1; padding: 0.75rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top }
a { color: #8f2d0e }
`

function entry({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const body = operation.requestBody?.content['application/json']?.schema
  const given = operation.parameters.filter((one): one is Parameter => 'name' in one)
  const rows = [
    ...given.map((one) => row(one.name, one.in, one.schema, one.required)),
    ...fields(body).map(([name, schema, required]) => row(name, 'body', schema, required)),
  ]
  const answer = operation.responses['200'] as { content: Record<string, { schema: JsonSchema }> }
  const reply = answer.content['application/json']?.schema
  const open = operation.security.length > 1 ? 'anyone' : 'signed in'
  return `<article id="${text(operation.operationId)}">
<h3><code>${method.toUpperCase()} ${text(path)}</code></h3>
<p>${text(operation.summary)} <small>(${open})</small></p>
${rows.length === 0 ? '' : `<table><thead><tr><th>name</th><th>in</th><th>shape</th><th>needed</th></tr></thead><tbody>${rows.join('')}</tbody></table>`}
<details><summary>Input and reply</summary>
${body === undefined ? '' : `<p>Input</p><pre>${text(JSON.stringify(body, null, 2))}</pre>`}
<p>Reply</p><pre>${reply === undefined ? 'A file.' : text(JSON.stringify(reply, null, 2))}</pre></details>
</article>`
}

function fields(schema: JsonSchema | undefined): [string, JsonSchema, boolean][] {
  return Object.entries(schema?.properties ?? {}).map(([name, one]) => [
    name,
    one,
    schema?.required?.includes(name) === true,
  ])
}

function row(name: string, where: string, schema: JsonSchema, required: boolean): string {
  const cells = [`<code>${text(name)}</code>`, where, text(shape(schema)), required ? 'yes' : '']
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
}

/** A schema in a few words. */
function shape(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ')
  const several = schema.anyOf ?? schema.oneOf
  if (Array.isArray(several)) return [...new Set(several.map((one: JsonSchema) => shape(one)))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `list of ${shape((schema.items ?? {}) as JsonSchema)}`
  return String(schema.format ?? schema.type ?? 'anything')
}

function text(plain: string): string {
  return plain.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
}
