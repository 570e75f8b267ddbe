/** What `witness` says when it does not sign. */
import { dictionary } from '../words.ts'
import type { WitnessRefusal } from './witness.ts'

type Words = Record<WitnessRefusal, (seen: number, size: number) => string>

export const witnessWords = dictionary(
  {
    unreadable: () => '文件不是请求见证的内容。请在系统所在机器上用 nuanqiao witness ask 生成。',
    not_signed: () => '检查点不是由这把密钥签名的。没有见证。',
    rolled_back: (seen, size) => `日志被退回：上次见证时有 ${seen} 条，现在只有 ${size} 条。没有见证，请查明原因。`,
    wrong_start: (seen) => `上次见证到第 ${seen} 条。请用 nuanqiao witness ask --since ${seen} 重新生成请求。`,
    forked: (seen, size) =>
      `历史被改写：${size} 条的日志不是从上次见证的 ${seen} 条接着写的。没有见证，请查明原因并保留这份文件。`,
  } satisfies Words,
  {
    unreadable: () => 'The file is no request to a witness. Make one where the product runs: nuanqiao witness ask.',
    not_signed: () => 'The checkpoint is not signed by this key. Not witnessed.',
    rolled_back: (seen, size) =>
      `The log was set back: it had ${seen} entries when it was last witnessed, now it has ${size}. Not witnessed; find out why.`,
    wrong_start: (seen) =>
      `Last witnessed at ${seen} entries. Make the request anew: nuanqiao witness ask --since ${seen}.`,
    forked: (seen, size) =>
      `History was rewritten: the log of ${size} entries does not go on from the ${seen} that were witnessed. Not witnessed; find out why, and keep this file.`,
  } satisfies Words,
)
