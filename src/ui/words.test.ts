import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** Opens the page's words afresh in a browser that prefers `preferred` and remembers `kept`. */
async function browser(preferred: string[], kept: string | null) {
  const memory = new Map(kept === null ? [] : [['nuanqiao.language', kept]])
  vi.resetModules()
  vi.stubGlobal('navigator', { languages: preferred })
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => memory.set(key, value),
  })
  const { language, setLanguage } = await import('./words.ts')
  return { language, setLanguage, memory, lang: () => document.documentElement.lang }
}

test('the browser decides the language until the reader does', async () => {
  const page = await browser(['en-US', 'zh-CN'], null)
  expect(page.language()).toBe('en')
  expect(page.lang()).toBe('en-GB')
  page.setLanguage('zh')
  expect(page.language()).toBe('zh')
  expect(page.lang()).toBe('zh-CN')
  expect(page.memory.get('nuanqiao.language')).toBe('zh')
})

test("the reader's choice outlives the page, and nonsense in its place does not hurt", async () => {
  expect((await browser(['en'], 'zh')).language()).toBe('zh')
  expect((await browser(['en'], 'klingon')).language()).toBe('en')
})

test('a browser that forbids storage still changes its language', async () => {
  const page = await browser(['zh-CN'], null)
  vi.stubGlobal('localStorage', undefined)
  page.setLanguage('en')
  expect(page.language()).toBe('en')
})
