/** When I want to be left alone, and whether I get my week on Mondays. Each change is kept at once. */
import { Section } from '#ui/mobile/card.tsx'
import { Page } from '#ui/mobile/page.tsx'
import { Select } from '#ui/mobile/select.tsx'
import { Shown } from '#ui/mobile/shown.tsx'
import { toast } from '#ui/mobile/toast.tsx'
import { patch, useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getNoticeSettings, type NoticeSettings, setNoticeSettings } from '../../contract.ts'
import { noticeWords } from '../../words.ts'
import './settings.css'

export function Settings() {
  const words = useWords(noticeWords)
  const loaded = useEndpoint(getNoticeSettings, {})
  return (
    <Page title={words.settings} back="/notices">
      <Shown loaded={loaded}>{(settings) => <Choices settings={settings} />}</Shown>
    </Page>
  )
}

function Choices({ settings }: { settings: NoticeSettings }) {
  const words = useWords(noticeWords)
  const action = useAction(setNoticeSettings, ['/notices'])
  const change = async (input: Partial<Pick<NoticeSettings, 'quietFrom' | 'quietTo' | 'restDays' | 'digest'>>) => {
    const takeBack = patch(getNoticeSettings, {}, (now) => ({ ...now, ...input }))
    const done = await action.run(input)
    if (!done.ok) takeBack()
    toast(done.ok ? words.saved : done.error.message)
  }
  const hours = (choices: readonly number[]) => choices.map((n) => ({ value: String(n), label: words.hour(n) }))
  return (
    <>
      <Section title={words.quiet}>
        <p className="soft">{words.quietMore}</p>
        <div className="hours">
          <Select
            label={words.from}
            placeholder={words.from}
            options={hours(settings.fromChoices)}
            value={String(settings.quietFrom)}
            onValue={(value) => void change({ quietFrom: Number(value) })}
          />
          <Select
            label={words.to}
            placeholder={words.to}
            options={hours(settings.toChoices)}
            value={String(settings.quietTo)}
            onValue={(value) => void change({ quietTo: Number(value) })}
          />
        </div>
        <Tick label={words.restDays} on={settings.restDays} onChange={(restDays) => void change({ restDays })} />
      </Section>
      <Section title={words.digestTitle}>
        <Tick label={words.weekly} on={settings.digest} onChange={(digest) => void change({ digest })} />
      </Section>
      <p className="soft">{words.private}</p>
    </>
  )
}

function Tick({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className={on ? 'choice chosen' : 'choice'}>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
