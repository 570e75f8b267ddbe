/** The doctor's judgements on ports, proxies and cookies. Pure. */
import { error, type Finding, ok, warning } from './finding.ts'

export type PortState = 'ours' | 'free' | 'taken' | 'forbidden' | 'no_such_address'

export function judgePort({ host, port, state }: { host: string; port: number; state: PortState }): Finding {
  const at = `${host}:${port}`
  if (state === 'ours') return ok('port', `网页服务在 ${at} 应答`, `The web server answers at ${at}`)
  if (state === 'free') return ok('port', `${at} 空闲`, `${at} is free`)
  const said = {
    taken: [
      [`${at} 被别的程序占用`, `${at} is in use by another program`],
      [`换一个端口：PORT=${port + 1}`, `Choose another one: PORT=${port + 1}`],
    ],
    forbidden: [
      [`当前用户不能使用 ${at}`, `This user may not use ${at}`],
      ['用 1024 以上的端口，前面放反向代理', 'Take a port above 1024, with a proxy in front'],
    ],
    no_such_address: [
      [`本机没有地址 ${host}`, `This machine has no address ${host}`],
      ['改正 HOST', 'Correct HOST'],
    ],
  } as const
  const [says, mend] = said[state]
  return error('port', says, mend)
}

export interface ProxySeen {
  readonly host: string
  readonly trustedHops: number
  readonly production: boolean
}

/** Whether what a proxy says is believed from a proxy only, and whether sessions travel in the clear. */
export function judgeProxy({ host, trustedHops, production }: ProxySeen): Finding {
  const open = !['127.0.0.1', 'localhost', '::1'].includes(host)
  if (trustedHops > 0 && open) {
    return warning(
      'proxy',
      [
        `相信代理给出的来源地址，但端口对 ${host} 开放，绕过代理的人可以伪造`,
        `A proxy's word on addresses is believed, but the port is open on ${host}: who goes around the proxy can forge it`,
      ],
      [
        'HOST=127.0.0.1，或用防火墙只让代理访问该端口',
        'HOST=127.0.0.1, or let a firewall admit nobody but the proxy to the port',
      ],
    )
  }
  if (trustedHops === 0 && open && production) {
    return error(
      'proxy',
      [`${host} 上是不加密的 http，会话可被同网的人看到`, `Plain http on ${host}: sessions can be read in the network`],
      [
        '前面放带 TLS 的反向代理（deploy/ 里有示例），HOST=127.0.0.1，NUANQIAO_TRUSTED_HOPS=1',
        'Put a proxy with TLS in front (examples in deploy/), HOST=127.0.0.1, NUANQIAO_TRUSTED_HOPS=1',
      ],
    )
  }
  if (trustedHops === 0 && production) {
    return warning(
      'proxy',
      [
        '没有声明反向代理：Cookie 不带 Secure，所有人看起来来自同一地址',
        'No proxy is declared: cookies lack Secure, and everybody seems to come from one address',
      ],
      ['前面有代理时设 NUANQIAO_TRUSTED_HOPS=1', 'With a proxy in front, set NUANQIAO_TRUSTED_HOPS=1'],
    )
  }
  if (trustedHops === 0) return ok('proxy', '前面没有代理', 'There is no proxy in front')
  return ok('proxy', `相信 ${trustedHops} 级代理`, `${trustedHops} proxies are believed`)
}

/** What came back from the address that people use. `status` null: nothing. */
export interface FrontSeen {
  readonly url: string
  readonly status: number | null
  readonly strictTransport: boolean
}

export function judgeFront({ url, status, strictTransport }: FrontSeen): Finding {
  if (status !== 200) {
    return error(
      'front',
      [`${url} 没有正常应答（${status ?? '无应答'}）`, `${url} does not answer well (${status ?? 'no answer'})`],
      ['检查代理、证书和域名解析', 'Look at the proxy, its certificate and the name'],
    )
  }
  if (!url.startsWith('https:')) {
    return error('front', [`${url} 不加密`, `${url} is not encrypted`], ['在代理上启用 TLS', 'Let the proxy speak TLS'])
  }
  if (!strictTransport) {
    return error(
      'front',
      [
        '产品不知道自己在 https 后面：Cookie 不带 Secure 和 __Host-',
        'The product does not know that it stands behind https: cookies lack Secure and __Host-',
      ],
      [
        '代理传 X-Forwarded-Proto，产品设 NUANQIAO_TRUSTED_HOPS=1',
        'Let the proxy pass X-Forwarded-Proto, and set NUANQIAO_TRUSTED_HOPS=1',
      ],
    )
  }
  return ok('front', `${url} 经 TLS 应答`, `${url} answers over TLS`)
}
