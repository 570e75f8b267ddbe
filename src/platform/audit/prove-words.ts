/** What `prove` says. */
import { dictionary } from '../words.ts'
import type { Tampering } from './prove.ts'

const waysZh = {
  act_changed: '改动一条记录的动作',
  actor_changed: '改动一条记录的经办人',
  time_changed: '改动一条记录的时间，差一微秒',
  subject_changed: '改动一条记录说的是哪一件事',
  kind_of_subject_changed: '改动一条记录所说的事的种类',
  request_changed: '改动一条记录的请求编号',
  content_changed: '改动一条记录的内容指纹',
  leaf_changed: '改动一条记录在树上的指纹',
  entry_removed: '删除一条记录',
  entry_and_leaf_removed: '删除一条记录，连同它在树上的指纹',
  first_removed: '删除最早的一条，连同指纹',
  last_removed: '删除最新的一条，连同指纹',
  entry_and_leaf_replaced: '改动一条记录，并把指纹改成与它相符',
  leaves_swapped: '把相邻两条调换位置',
  entry_slipped_in: '在以前的时间补进一条记录',
  leaf_added_at_the_end: '在末尾补进一条记录和指纹',
  checkpoint_rewritten: '改写最新的检查点',
  edge_rewritten: '改写最新检查点里续写用的边',
  signed_by_another: '改动一条，再用另一把密钥把全部检查点重新签名',
  set_back: '把后一半连同检查点全部删除，如同恢复旧备份',
} satisfies Record<Tampering, string>

const waysEn = {
  act_changed: 'The act of an entry is changed',
  actor_changed: 'Who acted is changed in an entry',
  time_changed: 'The time of an entry is changed by a microsecond',
  subject_changed: 'What an entry is about is changed',
  kind_of_subject_changed: 'The kind of what an entry is about is changed',
  request_changed: 'The request of an entry is changed',
  content_changed: 'The hash of what an entry changed is altered',
  leaf_changed: 'The leaf of an entry is changed',
  entry_removed: 'An entry is removed',
  entry_and_leaf_removed: 'An entry is removed together with its leaf',
  first_removed: 'The first entry is removed together with its leaf',
  last_removed: 'The last entry is removed together with its leaf',
  entry_and_leaf_replaced: 'An entry is changed and its leaf made to fit',
  leaves_swapped: 'Two neighbours change places',
  entry_slipped_in: 'An entry is slipped in at an earlier time',
  leaf_added_at_the_end: 'An entry with a leaf is added at the end',
  checkpoint_rewritten: 'The newest checkpoint is rewritten',
  edge_rewritten: 'The edge in the newest checkpoint, from which the tree grows, is rewritten',
  signed_by_another: 'An entry is changed and all checkpoints are signed anew by another key',
  set_back: 'The later half is removed with its checkpoints, as by restoring an old backup',
} satisfies Record<Tampering, string>

export const proveWords = dictionary(
  {
    ways: waysZh,
    entry: (position: number, id: string) => `第 ${position} 条，${id}`,
    place: (position: number) => `第 ${position} 条`,
    found: '查出：',
    notFound: '没有查出！',
    sum: (found: number, all: number, size: number) =>
      `在 ${size} 条审计记录的副本上试了 ${all} 种改动，查出 ${found} 种。原数据没有动过，副本已删除。`,
    noFile: '没有检查点文件。请先让系统运行一分钟，或用 --checkpoint 指定在别处保存的文件。',
    notWhole: '审计日志本身就不完整，先查清上面的问题。',
    tooFew: (n: number) => `审计记录太少，至少要有 ${n} 条。`,
  },
  {
    ways: waysEn,
    entry: (position: number, id: string) => `entry ${position}, ${id}`,
    place: (position: number) => `entry ${position}`,
    found: 'Found:',
    notFound: 'NOT found!',
    sum: (found: number, all: number, size: number) =>
      `${all} ways of tampering were tried on a copy of ${size} audit entries, ${found} were found. The original was not touched, the copy is gone.`,
    noFile:
      'There is no checkpoint file. Let the system run for a minute, or name one kept elsewhere with --checkpoint.',
    notWhole: 'The audit log is not whole itself: look into the problems above first.',
    tooFew: (n: number) => `There are too few audit entries; at least ${n} are needed.`,
  },
)
