/** What the phone's roof says itself. */
import { dictionary } from '#platform/words.ts'

export const roofWords = dictionary(
  {
    home: '首页',
    suggest: '提建议',
    me: '我的',
    staffNo: '工号',
    unit: '单位',
    complain: '反映本系统的问题',
    complainMore: '有人负责、按期答复。不用本系统，也可以当面、打电话或书面提出。',
    console: '打开控制台',
    language: '语言',
    broken: '这一页没有打开',
    brokenMore: '可能是网络中断，或系统刚刚更新。您填写的内容还在。',
    reload: '重新打开',
    sent: (number: string) => `保存在手机上的建议已发送，编号 ${number}。`,
    offline: '现在没有网络，显示的可能不是最新内容。',
  },
  {
    home: 'Home',
    suggest: 'Suggest',
    me: 'Me',
    staffNo: 'Staff number',
    unit: 'Unit',
    complain: 'A problem with this system',
    complainMore: 'Somebody answers for it by a date. You can also say it in person, by phone or on paper.',
    console: 'Open the console',
    language: 'Language',
    broken: 'This page did not open',
    brokenMore: 'The line may be down, or the system has just been updated. What you wrote is kept.',
    reload: 'Open again',
    sent: (number) => `The suggestion kept on this phone has been sent: ${number}.`,
    offline: 'There is no connection; what you see may not be the newest.',
  },
)
