/** What every console page stands on: antd in the reader's language, in our colours, with styles the page's policy allows. */
import { ConfigProvider, type ThemeConfig } from 'antd'
import type { Locale } from 'antd/es/locale'
import enGB from 'antd/es/locale/en_GB'
import zhCN from 'antd/es/locale/zh_CN'
import type { ReactNode } from 'react'
import { useLanguage } from '#ui/words.ts'
import { giveStylesTheNonce } from './styles-nonce.ts'
import './console.css'

giveStylesTheNonce()

/** antd's greys are too pale to read on white (WCAG AA asks 4.5 : 1); its accent becomes ours. */
const theme: ThemeConfig = {
  token: {
    colorPrimary: '#b3380f',
    colorInfoBg: '#e6f0fa',
    colorInfoBorder: '#b9d2ea',
    colorWarningBg: '#fcf0d6',
    colorWarningBorder: '#e3cc97',
    colorSuccessBg: '#e2f2e8',
    colorSuccessBorder: '#b9d6c5',
    colorErrorBg: '#fde9e8',
    colorErrorBorder: '#f0c2c0',
    colorLink: '#9a2f0b',
    colorError: '#b4161d',
    colorInfo: '#1a5a9c',
    colorSuccess: '#17613a',
    colorWarning: '#8a5900',
    colorText: '#231f1c',
    colorTextSecondary: '#5f5750',
    colorTextTertiary: '#665d56',
    colorTextPlaceholder: '#6f665f',
    colorTextDescription: '#5f5750',
    colorBorder: '#8a8079',
    colorBgLayout: '#f7f4f1',
    borderRadius: 8,
    fontFamily:
      '-apple-system, "PingFang SC", "HarmonyOS Sans SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif',
  },
  components: { DatePicker: { colorTextDisabled: '#767676' } },
}

/** antd's words; the buttons of its calendar show their year and month, so they need no other name. */
const wordsOf = (locale: Locale): Locale => {
  const { DatePicker: picker } = locale
  if (picker === undefined) return locale
  return { ...locale, DatePicker: { ...picker, lang: { ...picker.lang, yearSelect: '', monthSelect: '' } } }
}

/** Whoever asked his system for less motion gets none. */
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches

/** Lists, menus and calendars belong to the part of the page they serve: to its landmark, and to a dialog's circle of Tab. */
const besideTrigger = (trigger?: HTMLElement): HTMLElement =>
  trigger?.closest<HTMLElement>('[role=dialog], main, header') ?? document.body

const locales = { zh: wordsOf(zhCN), en: wordsOf(enGB) }

export function ConsoleRoot({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider
      locale={locales[useLanguage()]}
      theme={{ ...theme, token: { ...theme.token, motion } }}
      button={{ autoInsertSpace: false }}
      getPopupContainer={besideTrigger}
    >
      {children}
    </ConfigProvider>
  )
}
