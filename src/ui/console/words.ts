/** What the console's own parts say: keys, forms, notes. */
import { dictionary } from '#platform/words.ts'

export const consoleWords = dictionary(
  {
    cancel: '取消',
    submit: '提交',
    saving: '正在提交…',
    keep: '内容已自动保存在本机',
    restored: '已恢复上次没有提交的内容。',
    discard: '清空重写',
    next: '下一条',
    previous: '上一条',
    open: '打开',
    focusSearch: '搜索',
    send: '提交表单',
    close: '关闭',
    chooseUnit: '选择单位',
    noUnit: '没有匹配的单位',
  },
  {
    cancel: 'Cancel',
    submit: 'Submit',
    saving: 'Sending…',
    keep: 'What you write is kept on this device',
    restored: 'What you had not sent last time is back.',
    discard: 'Start afresh',
    next: 'Next',
    previous: 'Previous',
    open: 'Open',
    focusSearch: 'Search',
    send: 'Send the form',
    close: 'Close',
    chooseUnit: 'Choose a unit',
    noUnit: 'No such unit',
  },
)
