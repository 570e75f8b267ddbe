/** What people read about saved views. */
import { dictionary } from '#platform/words.ts'

export const refusals = dictionary(
  {
    'org.view_not_found': '没有找到这个视图，可能已经删除。',
    'org.view_name_taken': '您已有一个同名的视图，请换一个名称。',
    'org.views_too_many': '最多保存 30 个视图，请先删除不用的。',
    'org.view_not_your_unit': '只有这个单位的书记或负责人可以共享给它。',
    'org.view_of_one_household': '视图里不能保存电话或用户编号，请按地址保存。',
  },
  {
    'org.view_not_found': 'This view was not found. It may have been deleted.',
    'org.view_name_taken': 'You have a view of this name already. Please choose another.',
    'org.views_too_many': 'Thirty views are the most. Please delete some first.',
    'org.view_not_your_unit': 'Only the secretary or leader of that unit shares views with it.',
    'org.view_of_one_household': 'A view cannot keep a phone or customer number. Please save one by address.',
  },
)

declare module '#platform/refusal.ts' {
  interface RefusalCodes extends Record<keyof typeof refusals.zh, true> {}
}

export const viewWords = dictionary(
  {
    title: '视图',
    saved: '已保存的视图',
    none: '还没有保存的视图。设好筛选后保存，下次一键打开。',
    save: '保存当前筛选',
    name: '视图名称',
    nameMissing: '请填写名称。',
    ok: '保存',
    done: '视图已保存',
    open: (name: string) => `打开视图：${name}`,
    sharedWith: (unit: string) => `${unit}共享`,
    opens: '默认',
    actionsOf: (name: string) => `${name}：更多`,
    makeOpening: '设为默认',
    noOpening: '取消默认',
    rename: '重命名',
    replace: '改为当前筛选',
    share: (unit: string) => `共享给${unit}`,
    unshare: '取消共享',
    remove: '删除',
    removed: (name: string) => `已删除“${name}”`,
    undo: '撤销',
    keys: '切换视图',
    all: '全部（不筛选）',
  },
  {
    title: 'Views',
    saved: 'Saved views',
    none: 'No view is saved yet. Set a filter and save it, to open it with one click next time.',
    save: 'Save this filter',
    name: 'Name of the view',
    nameMissing: 'Please give it a name.',
    ok: 'Save',
    done: 'View saved',
    open: (name) => `Open the view ${name}`,
    sharedWith: (unit) => `shared, ${unit}`,
    opens: 'default',
    actionsOf: (name) => `${name}: more`,
    makeOpening: 'Open the list with it',
    noOpening: 'Open the list without it',
    rename: 'Rename',
    replace: 'Take the filter of now',
    share: (unit) => `Share with ${unit}`,
    unshare: 'Stop sharing',
    remove: 'Delete',
    removed: (name) => `“${name}” deleted`,
    undo: 'Undo',
    keys: 'Go to view',
    all: 'All (no filter)',
  },
)
