import { expect, test } from 'vitest'
import { childEnvironment, SettingsError, settingsFrom } from './settings.ts'

test('without any variable it is for this machine alone, with its state inside the product folder', () => {
  expect(settingsFrom({ PORT: '' }, '/opt/nuanqiao')).toEqual({
    mode: null,
    host: '127.0.0.1',
    port: 8080,
    home: '/opt/nuanqiao/var',
    databaseUrl: null,
    appUrl: null,
    readUrl: null,
    files: null,
    metrics: null,
    log: null,
    drainSeconds: 0,
    trustedHops: 0,
    company: null,
    timeZone: 'Asia/Shanghai',
  })
})

test('all that is wrong is said at once, each with the name of its variable', () => {
  const wrong = {
    NUANQIAO_MODE: 'test',
    PORT: '80a',
    DATABASE_URL: 'mysql://x',
    NUANQIAO_TIME_ZONE: 'Mars/Olympus',
    NUANQIAO_TRUSTED_HOPS: '-1',
    NUANQIAO_METRICS: '0.0.0.0:9464',
    NUANQIAO_LOG: 'loud',
  }
  expect(() => settingsFrom(wrong, '/')).toThrow(
    new SettingsError([
      'NUANQIAO_MODE must be demo or production.',
      'PORT must be a whole number from 0 to 65535.',
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
      'NUANQIAO_METRICS must be an address of this machine such as 127.0.0.1:9464.',
      'NUANQIAO_LOG must be one of info, warn, error.',
      'NUANQIAO_TRUSTED_HOPS must be a whole number from 0 to 10.',
      'NUANQIAO_TIME_ZONE must be a time zone such as Asia/Shanghai.',
    ]),
  )
})

test('a child gets the application role only: neither the owner nor stray variables reach it', () => {
  const env = { PATH: '/bin', DATABASE_URL: 'postgres://owner:secret@db/x', PGPASSWORD: 'secret', AWS_SECRET: 'secret' }
  const child = childEnvironment('server', env, settingsFrom(env, '/opt'), 'postgres://nuanqiao_app:app@db/x')
  expect(JSON.stringify(child)).not.toContain('secret')
  expect(child).toMatchObject({ PATH: '/bin', NUANQIAO_APP_URL: 'postgres://nuanqiao_app:app@db/x', PORT: '8080' })
})

test.each([
  ['the embedded database', {}],
  ['a database of one’s own', { DATABASE_URL: 'postgres://owner:secret@db/x' }],
])('with %s the web server is not given the key that signs the audit log; the worker is', (_what, database) => {
  const env = { ...database, NUANQIAO_MASTER_KEY: 'master', NUANQIAO_AUDIT_KEY: 'signs' }
  const settings = settingsFrom(env, '/opt')
  const url = 'postgres://nuanqiao_app:app@db/x'
  expect(JSON.stringify(childEnvironment('server', env, settings, url))).not.toContain('signs')
  expect(childEnvironment('worker', env, settings, url)).toMatchObject({ NUANQIAO_AUDIT_KEY: 'signs' })
})

test('a child asks the replica in the role of the application, whoever the operator named', () => {
  const env = { DATABASE_READ_URL: 'postgres://owner:secret@replica:5433/x', NUANQIAO_METRICS: '[::1]:9464' }
  const settings = settingsFrom(env, '/opt')
  const child = childEnvironment('server', env, settings, 'postgres://nuanqiao_app:app@db/x')
  expect(child).toMatchObject({
    DATABASE_READ_URL: 'postgres://nuanqiao_app:app@replica:5433/x',
    NUANQIAO_METRICS: '[::1]:9464',
  })
  expect(settingsFrom(child, '/opt').metrics).toEqual(settings.metrics)
})
