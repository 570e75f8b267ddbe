/** What every console page stands on: antd in the reader's language, in our colours, with styles the page's policy allows. */
import { ConfigProvider, type ThemeConfig } from 'antd'
import enGB from 'antd/locale/en_GB'
import zhCN from 'antd/locale/zh_CN'
import type { ReactNode } from 'react'
import { useLanguage } from '#ui/words.ts'
import { giveStylesTheNonce } from './styles-nonce.ts'
import './console.css'

giveStylesTheNonce()

/** antd's greys are too pale to read on white (WCAG AA asks 4.5 : 1); its accent becomes ours. */
const theme: ThemeConfig = {
  token: {
    colorPrimary: '#b3380f',
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

export function ConsoleRoot({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider locale={useLanguage() === 'zh' ? zhCN : enGB} theme={theme} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  )
}
