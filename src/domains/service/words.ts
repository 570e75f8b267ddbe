/** What people read about households and the network. */
import { dictionary } from '#platform/words.ts'
import type { NodeKind } from './contract.ts'

export const refusals = dictionary(
  {
    'service.household_not_found': '没有这个热用户，可能已销户。',
    'service.not_your_household': '这个热用户不在您负责的范围内。',
    'service.no_contact': '这个热用户没有登记联系人。',
  },
  {
    'service.household_not_found': 'There is no such household. It may have been closed.',
    'service.not_your_household': 'This household is not among those you look after.',
    'service.no_contact': 'No contact is known of this household.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

/** What the pieces of the network are called. */
export const serviceWords = dictionary(
  {
    nodes: {
      source: '热源',
      branch: '一次网支线',
      exchange_station: '换热站',
      zone: '机组',
      riser: '立管',
    } satisfies Record<NodeKind, string>,
  },
  {
    nodes: {
      source: 'Heat source',
      branch: 'Primary branch',
      exchange_station: 'Exchange station',
      zone: 'Zone unit',
      riser: 'Riser',
    } satisfies Record<NodeKind, string>,
  },
)

/** The columns of the register in a file. */
export const registerWords = dictionary(
  {
    title: '热用户',
    customerNo: '用户编号',
    address: '地址',
    floor: '楼层',
    holder: '户主',
    phone: '电话',
    station: '供热所',
    network: '供热管网',
    area: '供热面积（平方米）',
  },
  {
    title: 'Households',
    customerNo: 'Customer number',
    address: 'Address',
    floor: 'Floor',
    holder: 'Holder',
    phone: 'Phone',
    station: 'Station',
    network: 'Network',
    area: 'Heated area (m²)',
  },
)
