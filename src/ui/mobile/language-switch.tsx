/** The other language, named in that language. */
import { tagOf } from '#platform/words.ts'
import { uiWords } from '#ui/ui-words.ts'
import { setLanguage, useLanguage } from '#ui/words.ts'

export function LanguageSwitch() {
  const language = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button type="button" className="button quiet" lang={tagOf[other]} onClick={() => setLanguage(other)}>
      {uiWords[language].otherLanguage}
    </button>
  )
}
