/** The API's own description: structure as OpenAPI 3.1 wants it, and nothing left out. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/endpoint.ts'
import { type OpenApi, openApi, type Parameter } from '#platform/openapi.ts'
import { serve } from '#platform/routes.ts'
import { groups } from '../src/house.ts'
import { openWorld, type World } from './world/world.ts'

let world: World
let document: OpenApi
beforeAll(async () => {
  world = await openWorld()
  document = JSON.parse((await world.ask('GET', '/api/openapi.json')).text)
})
afterAll(() => world.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('every endpoint stands in the document, with an id of its own', () => {
  const served = groups.flatMap(({ routes }) => routes)
  const ids = operations().map(({ operation }) => operation.operationId)
  expect(document.openapi).toBe('3.1.1')
  expect(ids).toHaveLength(served.length)
  expect(new Set(ids).size).toBe(ids.length)
})

test('path parameters are those of the path, and every reference leads somewhere', () => {
  for (const { path, operation } of operations()) {
    const named = operation.parameters.filter((one): one is Parameter => 'name' in one && one.in === 'path')
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(named.map(({ name }) => name).sort(), path).toEqual(inPath.sort())
  }
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, pointer]) => pointer!)
  expect(references.length).toBeGreaterThan(50)
  for (const pointer of new Set(references)) {
    const target = pointer.split('/').reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document)
    expect(target, pointer).toBeDefined()
  }
})

test('a write asks for its request number, and whoever needs a session is told so', () => {
  for (const { path, method, operation } of operations()) {
    const asksNumber = operation.parameters.some((one) => '$ref' in one && one.$ref.endsWith('/IdempotencyKey'))
    expect(asksNumber, `${method} ${path}`).toBe(method !== 'get')
    const needsSession = !operation.security.some((one) => Object.keys(one).length === 0)
    expect('401' in operation.responses, `${method} ${path}`).toBe(needsSession)
  }
})

test('an endpoint served twice is an error, and a file, a list and a part of the path are told apart', () => {
  const route = serve(
    endpoint({
      method: 'POST',
      path: '/units/:id/photo',
      summary: 'Adds a photo.',
      caller: 'employee',
      body: 'bytes',
      input: z.object({ id: z.uuid(), turned: z.enum(['yes', 'no']).optional() }),
      output: z.object({ id: z.uuid() }),
    }),
    ({ requestId }) => Promise.resolve({ id: requestId }),
  )
  expect(() => openApi([{ name: 'x', routes: [route, route] }], '1')).toThrow('POST /units/:id/photo is served twice')
  const made = openApi([{ name: 'x', routes: [route] }], '1').paths['/units/{id}/photo']?.post
  expect(made).toMatchObject({
    operationId: 'postUnitsIdPhoto',
    parameters: [
      { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      { name: 'turned', in: 'query', required: false, schema: { enum: ['yes', 'no'] } },
      {},
      {},
    ],
    requestBody: { content: { 'application/octet-stream': {} } },
  })
})

test('the readable page names every endpoint, and has neither scripts nor anything inline', async () => {
  const page = await world.ask('GET', '/api')
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  for (const { path, operation } of operations()) {
    expect(page.text).toContain(`${path}</code>`)
    expect(page.text).toContain(operation.summary.replaceAll('&', '&amp;').replaceAll('"', '&quot;'))
  }
  expect(page.text).not.toMatch(/<script|style="|<style/)
})
