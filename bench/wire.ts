/** One request after the other on a kept-alive socket, with prepared bytes: takes little of the machine that it measures. */
import { connect, type Socket } from 'node:net'

export interface Reply {
  readonly status: number
  readonly text: string
  /** The other side closes the connection after it. */
  readonly last: boolean
}

export function openWire(port: number): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  return socket
}

/** Sends one request and waits for its whole reply (content-length is always given). */
export function exchange(socket: Socket, request: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let [have, want] = [0, Number.POSITIVE_INFINITY]
    let head = ''
    const done = (): void => {
      socket.off('data', onData)
      socket.off('error', reject)
      socket.off('close', onClose)
    }
    const onData = (chunk: Buffer) => {
      parts.push(chunk)
      have += chunk.length
      if (want === Number.POSITIVE_INFINITY) {
        const whole = Buffer.concat(parts)
        const end = whole.indexOf('\r\n\r\n')
        if (end < 0) return
        head = whole.subarray(0, end).toString('latin1')
        want = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      }
      if (have < want) return
      done()
      resolve({
        status: Number(head.slice(9, 12)),
        last: /\r\nconnection: close(\r\n|$)/i.test(head),
        text: Buffer.concat(parts)
          .subarray(head.length + 4)
          .toString(),
      })
    }
    const onClose = () => reject(new Error('closed'))
    socket.on('data', onData)
    socket.once('error', reject)
    socket.once('close', onClose)
    socket.write(request)
  })
}

/** The bytes of a request: its body as JSON where there is one. */
export function requestOf(method: string, path: string, headers: readonly string[], body?: unknown): string {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', ...headers]
  if (text !== '') lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  return [...lines, '', text].join('\r\n')
}
