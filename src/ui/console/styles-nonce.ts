/**
 * Lets antd write its styles under the page's policy. Its own `csp` setting forgets some of them (the lock that keeps a
 * page from scrolling under a dialog), so each style element a script makes gets the nonce as it is made. Markup that
 * somebody smuggles into a page makes no elements this way and stays refused.
 */
import { setting } from '#ui/setting.ts'

/** Call once, before anything is drawn. Does nothing on a page without nonce. */
export function giveStylesTheNonce(): void {
  const nonce = setting('csp-nonce')
  if (nonce === undefined) return
  const create = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}
