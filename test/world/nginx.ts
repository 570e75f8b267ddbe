/** nginx with the example configuration of deploy/: its own lines, with the ports, names and places of a test. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './processes.ts'

/** Where the program lies; undefined where it is not installed. */
export function installedNginx(): string | undefined {
  return ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'].find((path) => existsSync(path))
}

export interface NginxWish {
  readonly program: string
  /** deploy/nginx.conf. */
  readonly example: string
  /** A folder of its own, made here. */
  readonly folder: string
  /** Of the web servers behind it: one or two. */
  readonly ports: readonly number[]
  /** False: plain http, for loads that do not speak TLS. */
  readonly tls: boolean
}

export interface Nginx {
  readonly port: number
  stop(): Promise<void>
}

/** Resolves when it listens. */
export async function startNginx({ program, example, folder, ports, tls }: NginxWish): Promise<Nginx> {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const [port, plain] = [await freePort(), await freePort()]
  const [key, crt] = [join(folder, 'nginx.key'), join(folder, 'nginx.crt')]
  const subject = ['-subj', '/CN=localhost', '-days', '2', '-keyout', key, '-out', crt]
  if (tls) execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject], { stdio: 'ignore' })
  const site = readFileSync(example, 'utf8')
    .replace('127.0.0.1:8081', `127.0.0.1:${ports[0]}`)
    .replace(/ +server 127\.0\.0\.1:8082.*\n/, (line) =>
      ports.length === 1 ? '' : line.replace('8082', String(ports[1])),
    )
    .replace('listen 80;', `listen 127.0.0.1:${plain};`)
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${port}${tls ? ' ssl http2' : ''};`)
    .replace(/ +ssl_.*\n/g, (line) => (tls ? line : ''))
    .replaceAll('heat.example.cn', 'localhost')
    .replace('/etc/nginx/nuanqiao.crt', crt)
    .replace('/etc/nginx/nuanqiao.key', key)
    .replace('/var/log/nginx/nuanqiao.log', join(folder, 'access.log'))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const config = `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; events {}
    http { ${temporary.map((one) => `${one}_temp_path ${folder}/${one};`).join(' ')}\n${site} }`
  writeFileSync(join(folder, 'nginx.conf'), config)
  const child = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'inherit' })
  for (let tries = 100; !(await listens(port)); tries -= 1) {
    if (tries === 0 || child.exitCode !== null) throw new Error('nginx does not listen')
    await sleep(100)
  }
  return {
    port,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}
