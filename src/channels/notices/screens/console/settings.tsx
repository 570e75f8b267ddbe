/** When I want to be left alone, and whether I get my week on Mondays. Each change is kept at once. */
import { App, Checkbox, Select } from 'antd'
import { ErrorNote, LoadingNote } from '#ui/console/notes.tsx'
import { patch, useAction, useEndpoint } from '#ui/use-endpoint.ts'
import { useWords } from '#ui/words.ts'
import { getNoticeSettings, type NoticeSettings, setNoticeSettings } from '../../contract.ts'
import { noticeWords } from '../../words.ts'

export function Settings() {
  const words = useWords(noticeWords)
  const { message } = App.useApp()
  const { data, error, reload } = useEndpoint(getNoticeSettings, {})
  const action = useAction(setNoticeSettings, ['/notices'])
  if (data === undefined)
    return error === null ? <LoadingNote rows={4} /> : <ErrorNote error={error} onRetry={reload} />
  const change = async (input: Partial<Pick<NoticeSettings, 'quietFrom' | 'quietTo' | 'restDays' | 'digest'>>) => {
    const takeBack = patch(getNoticeSettings, {}, (now) => ({ ...now, ...input }))
    const done = await action.run(input)
    if (done.ok) message.success(words.saved)
    else {
      takeBack()
      message.error(done.error.message)
    }
  }
  const hours = (choices: readonly number[]) => choices.map((n) => ({ value: n, label: words.hour(n) }))
  return (
    <div className="notice-settings">
      <h2 className="notice-part">{words.quiet}</h2>
      <p className="quiet">{words.quietMore}</p>
      <p>
        <Select
          aria-label={`${words.quiet} ${words.from}`}
          prefix={words.from}
          value={data.quietFrom}
          options={hours(data.fromChoices)}
          onChange={(quietFrom) => void change({ quietFrom })}
        />{' '}
        <Select
          aria-label={`${words.quiet} ${words.to}`}
          prefix={words.to}
          value={data.quietTo}
          options={hours(data.toChoices)}
          onChange={(quietTo) => void change({ quietTo })}
        />
      </p>
      <Checkbox checked={data.restDays} onChange={({ target }) => void change({ restDays: target.checked })}>
        {words.restDays}
      </Checkbox>
      <h2 className="notice-part">{words.digestTitle}</h2>
      <Checkbox checked={data.digest} onChange={({ target }) => void change({ digest: target.checked })}>
        {words.weekly}
      </Checkbox>
      <p className="quiet notice-private">{words.private}</p>
    </div>
  )
}
