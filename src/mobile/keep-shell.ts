/** Keeps the page and its files on the phone, so that it opens without a line. Once the first page is there and idle. */

const AFTER_MS = 2_000

export function keepShell(): void {
  // Absent on http addresses other than localhost; then the page needs the line to open, and nothing else changes.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  const keep = () => navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
  window.addEventListener('load', () => setTimeout(keep, AFTER_MS))
}
