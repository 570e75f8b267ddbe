/** The bell of the console and the drawer behind it: what concerned me, my week, and my quiet hours. */
import { BellOutlined, SettingOutlined } from '@ant-design/icons'
import { Badge, Button, Drawer } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { LoadingNote } from '#ui/console/notes.tsx'
import { KeyLayer, useKeys } from '#ui/console/use-keys.tsx'
import { useAction } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { seeNotices } from '../../contract.ts'
import { noticeWords } from '../../words.ts'
import { bellWords } from '../mobile/bell-words.ts'
import { Seen } from '../mobile/seen.tsx'
import { useNoticeCount } from '../mobile/use-count.ts'
import './notices.css'

const Notices = lazy(() => import('./notices.tsx').then((file) => ({ default: file.Notices })))
const Week = lazy(() => import('./week.tsx').then((file) => ({ default: file.Week })))
const Settings = lazy(() => import('./settings.tsx').then((file) => ({ default: file.Settings })))

type Shown = 'notices' | 'week' | 'settings'

/** `everywhere` is the heading under which the key stands in the help. */
export function Bell({ everywhere }: { everywhere: string }) {
  const words = useWords(noticeWords)
  const bell = useWords(bellWords)
  const count = useNoticeCount()
  const [shown, setShown] = useState<Shown | null>(null)
  const [latest, setLatest] = useState<Shown>('notices')
  const open = (what: Shown) => {
    setShown(what)
    setLatest(what)
  }
  const close = () => setShown(null)
  const all = useAction(seeNotices, ['/notices'])
  useKeys(everywhere, [{ press: 'g n', does: words.title, run: () => open('notices') }])
  const titles = { notices: words.title, week: words.digestTitle, settings: words.settings }
  return (
    <>
      <SeenHere />
      <Badge count={count} size="small" overflowCount={99} offset={[-6, 6]}>
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={bell.open(count)}
          aria-keyshortcuts="g n"
          onClick={() => open('notices')}
        />
      </Badge>
      <Drawer
        open={shown !== null}
        title={titles[latest]}
        size={460}
        onClose={close}
        destroyOnHidden
        closable={{ 'aria-label': words.close }}
        extra={
          latest === 'notices' && (
            <>
              {count > 0 && (
                <Button type="text" loading={all.busy} onClick={() => void all.run({})}>
                  {words.allSeen}
                </Button>
              )}
              <Button
                type="text"
                icon={<SettingOutlined />}
                aria-label={words.settings}
                onClick={() => open('settings')}
              />
            </>
          )
        }
      >
        <KeyLayer>
          <DrawerKeys
            title={words.title}
            back={words.back}
            onBack={latest === 'notices' ? null : () => open('notices')}
          />
          <Suspense fallback={<LoadingNote rows={6} />}>
            {latest === 'notices' && <Notices onWeek={() => open('week')} onLeave={close} />}
            {latest === 'week' && <Week onLeave={close} />}
            {latest === 'settings' && <Settings />}
          </Suspense>
        </KeyLayer>
      </Drawer>
    </>
  )
}

/** The way back within the drawer, by hand and by key. */
function DrawerKeys({ title, back, onBack }: { title: string; back: string; onBack: (() => void) | null }) {
  useKeys(title, onBack === null ? [] : [{ press: 'u', does: back, run: onBack }])
  if (onBack === null) return null
  return (
    <Button type="link" className="notices-back" aria-keyshortcuts="u" onClick={onBack}>
      ← {back}
    </Button>
  )
}

/** Whoever has a matter open has seen its notices. */
function SeenHere() {
  const [location] = useLocation()
  const matterId = /^\/(?:matters|inbox)\/([0-9a-f-]{36})$/.exec(location)?.[1]
  return matterId === undefined ? null : <Seen matterId={matterId} />
}
