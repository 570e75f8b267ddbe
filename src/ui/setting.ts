/** Values the server fills into a page's `<meta>` tags as it serves it. */

/** The value of `<meta name=...>`; undefined where there is none, or where the page came without a server to fill it in. */
export function setting(name: 'mode' | 'time-zone' | 'csp-nonce'): string | undefined {
  if (typeof document === 'undefined') return undefined
  const element = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)
  // A browser hides the `nonce` attribute from scripts, not the content of a meta tag.
  const value = element?.content ?? ''
  return value === '' || value.startsWith('__') ? undefined : value
}

/** Whether the people and figures on the page are invented. */
export const isDemo = (): boolean => setting('mode') === 'demo'
