/** What `verify-audit` says of a log that was tampered with. */
import { dictionary } from '../words.ts'

export const auditWords = dictionary(
  {
    entry_changed: (at: number) => `第 ${at} 条审计记录写入后被改动，与当时的指纹不符。`,
    entry_removed: (at: number) => `第 ${at} 条审计记录已被删除，只剩下它的指纹。`,
    leaf_missing: () => '有一条审计记录超过一分钟仍没有编入审计树：可能是绕过程序写入的，也可能是编号程序没有运行。',
    gap: (at: number) => `审计树缺少第 ${at} 条：记录连同指纹被删除。`,
    leaf_changed: (from: number, to: number) =>
      `第 ${from} 至 ${to} 条之间，记录连同指纹被替换、插入或调换：算出的根与签过名的不符。`,
    leaf_removed: (from: number, to: number) => `第 ${from} 至 ${to} 条被删除：签过名的检查点里有，审计树里没有。`,
    leaf_unsigned: (at: number) => `从第 ${at} 条起没有签名：不是由编号程序写入的。`,
    checkpoint_forged: (size: number) => `数据库里规模为 ${size} 的检查点签名不对，或与所在的行不符。`,
    file_forged: (size: number) => `文件里规模为 ${size} 的检查点签名不对。`,
    file_empty: () => '文件里没有检查点。',
    witness_missing: (nth: number) => `文件里没有第 ${nth} 位见证人签过名的检查点。`,
    rolled_back: (size: number, have: number) =>
      `数据库被退回到更早的状态：文件证明曾有 ${size} 条，现在只有 ${have} 条。`,
    forked: (size: number) => `历史被改写：规模为 ${size} 时的根与文件里签过名的不符。`,
  },
  {
    entry_changed: (at: number) => `Entry ${at} was changed after it was written: it no longer fits its leaf.`,
    entry_removed: (at: number) => `Entry ${at} was removed; only its leaf is left.`,
    leaf_missing: () =>
      'An entry has had no leaf for more than a minute: written past the program, or the sequencer is not running.',
    gap: (at: number) => `Leaf ${at} is missing: the entry was removed together with its leaf.`,
    leaf_changed: (from: number, to: number) =>
      `Between ${from} and ${to} entries were replaced, inserted or swapped together with their leaves: the root is not the signed one.`,
    leaf_removed: (from: number, to: number) =>
      `Leaves ${from} to ${to} were removed: a signed checkpoint covers them, the tree has them no more.`,
    leaf_unsigned: (at: number) =>
      `Leaves from ${at} on are not covered by a checkpoint: the sequencer did not write them.`,
    checkpoint_forged: (size: number) =>
      `The checkpoint of size ${size} in the database is not signed by this key, or does not fit its row.`,
    file_forged: (size: number) => `The checkpoint of size ${size} in the file is not signed by this key.`,
    file_empty: () => 'The file holds no checkpoint.',
    witness_missing: (nth: number) => `The file holds no checkpoint that was countersigned by witness ${nth}.`,
    rolled_back: (size: number, have: number) =>
      `The database was set back: the file proves ${size} entries, ${have} are left.`,
    forked: (size: number) => `History was rewritten: at size ${size} the root is not the one signed in the file.`,
  },
)
