/** What a browser says of itself, as far as a person needs it to recognise one of his own devices. */

export type System = 'android' | 'harmony' | 'iphone' | 'ipad' | 'windows' | 'mac' | 'linux' | 'other'
export type App = 'wechat' | 'wecom' | 'dingtalk' | 'qq' | 'edge' | 'firefox' | 'chrome' | 'safari' | 'other'
export interface Device {
  readonly system: System
  readonly app: App
}

// the first that matches: in-app browsers also name the browser they are made of, and every phone names others
const systems: readonly (readonly [System, RegExp])[] = [
  ['harmony', /OpenHarmony|HarmonyOS/],
  ['android', /Android/],
  ['iphone', /iPhone|iPod/],
  ['ipad', /iPad/],
  ['windows', /Windows/],
  ['mac', /Mac OS X|Macintosh/],
  ['linux', /Linux|CrOS/],
]
const apps: readonly (readonly [App, RegExp])[] = [
  ['wecom', /wxwork/i],
  ['wechat', /MicroMessenger/i],
  ['dingtalk', /DingTalk/i],
  ['qq', /QQBrowser|\bQQ\//],
  ['edge', /Edg(e|A|iOS)?\//],
  ['firefox', /Firefox\/|FxiOS\//],
  ['chrome', /Chrome\/|CriOS\//],
  ['safari', /Safari\//],
]

/** The system and browser named by a User-Agent header; `other` where it names none we know. Pure. */
export function deviceOf(agent: string): Device {
  return { system: first(systems, agent), app: first(apps, agent) }
}

function first<T>(table: readonly (readonly [T, RegExp])[], agent: string): T | 'other' {
  return table.find(([, shape]) => shape.test(agent))?.[0] ?? 'other'
}
