/** What heat users read when they report something and follow it, and what staff read about it. */
import { dictionary } from '#platform/words.ts'
import type { Trouble } from './contract.ts'

export const refusals = dictionary(
  {
    'service.home_not_recognised': '户号或电话后四位不对。户号在缴费单上；也可以直接选择地址。',
    'service.phone_wrong': '电话号码不对，请检查。固定电话请加区号。',
    'service.receipt_malformed': '查询码不对，请刷新页面后重新提交。',
    'service.receipt_unknown': '没有找到。查询码是四组字母和数字，请核对后再试。',
    'service.receipt_used': '这个查询码已经用过。请刷新页面后重新提交。',
    'service.place_unknown': '没有这个地址，请重新选择。',
    'service.place_too_wide': '请再选到楼栋，好派给离得最近的供热所。',
    'service.too_many': '提交太频繁，请稍后再试。漏水等急事请直接打供热热线。',
    'service.not_your_request': '这件诉求不由您办理，看不到联系方式。',
  },
  {
    'service.home_not_recognised':
      'The customer number or the last four digits are wrong. The number is on your bill; you can also choose the address.',
    'service.phone_wrong': 'This is not a phone number. Please check it; a landline needs its area code.',
    'service.receipt_malformed': 'The receipt code is not right. Please reload the page and send again.',
    'service.receipt_unknown': 'Nothing was found. A code is four groups of letters and digits; please check it.',
    'service.receipt_used': 'This receipt code has been used. Please reload the page and send again.',
    'service.place_unknown': 'There is no such address. Please choose again.',
    'service.place_too_wide': 'Please choose the building too, so that the nearest station gets it.',
    'service.too_many': 'Too many at once; please try again later. For a leak, please call the hotline.',
    'service.not_your_request': 'You do not work on this request, so its contact is not shown to you.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

/** What both sides call things. */
export const requestWords = dictionary(
  {
    troubles: {
      no_heat: '不热',
      too_cold: '温度不够',
      leak: '漏水',
      noise: '噪声',
      valve: '阀门问题',
      bill: '缴费账单',
      stop_heating: '报停',
      restart_heating: '复热',
      temperature_test: '申请测温',
      praise: '表扬',
      suggestion: '建议',
      other: '其他',
    } satisfies Record<Trouble, string>,
    channels: { web: '手机网页', hotline: '热线', desk: '营业厅' },
  },
  {
    troubles: {
      no_heat: 'No heat',
      too_cold: 'Too cold',
      leak: 'Leak',
      noise: 'Noise',
      valve: 'Valve',
      bill: 'Bill',
      stop_heating: 'Stop heating',
      restart_heating: 'Restart heating',
      temperature_test: 'Temperature test',
      praise: 'Praise',
      suggestion: 'Suggestion',
      other: 'Other',
    },
    channels: { web: 'Web page', hotline: 'Hotline', desk: 'Service desk' },
  },
)
