/** Privacy rules: who may not be erased, and what a request is called. Pure. */
import type { CategoryView, PlanView, What } from './contract.ts'

/** Why a person may not be erased by this officer today, or null. `today` and `leftOn` are local days. */
export function whyNotErase(
  person: { readonly id: string; readonly leftOn: string | null },
  officerId: string,
  erased: boolean,
  today: string,
): PlanView['not'] {
  if (person.id === officerId) return 'yourself'
  if (erased) return 'erased_already'
  return person.leftOn === null || person.leftOn > today ? 'still_employed' : null
}

const titles: Record<What, string> = { correction: '更正', erasure: '删除', explanation: '说明' }

/** What everybody who handles the matter reads of a request: never what it says of the person. */
export function requestText(what: What, about: CategoryView['title']): { title: string; text: string } {
  return {
    title: `申请${titles[what]}个人信息：${about.zh}`,
    text: `申请${titles[what]}“${about.zh}”。具体内容在“个人信息”页查看，只有本人和办理的人事可以打开。`,
  }
}
