/** Where a file lies in the house: its floor, its flat, its name. */

/** The floors of the domains; imports go downwards only. A new domain gets its line here. */
export const floors: Readonly<Record<string, number>> = {
  org: 1,
  matters: 2,
  skills: 2,
  service: 3,
  voice: 3,
  directives: 3,
  life: 3,
  privacy: 3,
  study: 4,
  members: 4,
  elections: 4,
  insight: 5,
}
const ground = 0
const channels = 6
const roof = 7

/** 0 the ground floor, 7 the roof; NaN for a domain without a line in `floors`. */
export function floorOf(path: string): number {
  const [top = '', name = ''] = path.split('/')
  if (top === 'platform' || top === 'ui') return ground
  if (top === 'domains') return floors[name] ?? Number.NaN
  return top === 'channels' ? channels : roof
}

/** What belongs together and may import each other freely: platform, ui, one domain, or the roof. */
export function flatOf(path: string): string {
  const [top = '', name = ''] = path.split('/')
  if (top === 'domains') return `${top}/${name}`
  return ['platform', 'ui', 'channels'].includes(top) ? top : 'roof'
}

export const isDomain = (path: string): boolean => path.startsWith('domains/')
export const isScreen = (path: string): boolean => /^(domains|channels)\//.test(path) && path.includes('/screens/')
export const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)factory\.ts$/.test(path)
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Browser code: nothing of Node reaches it. */
export function isBrowser(path: string): boolean {
  return isScreen(path) || /^(ui|mobile|console)\//.test(path)
}
