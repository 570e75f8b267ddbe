/**
 * Phrases that answer without saying what was found, done, or by when. Naming one is a hint to whoever writes an answer,
 * never a refusal, and it is kept nowhere. The list follows the language of official replies that people complain about.
 */
const phrases = [
  '高度重视',
  '正在研究',
  '正在协调',
  '积极协调',
  '积极推进',
  '加强管理',
  '加强监督',
  '进一步完善',
  '进一步加强',
  '尽快',
  '适时',
  '视情况',
  '统筹考虑',
  '引以为戒',
  '举一反三',
  '条件成熟时',
  '原则上',
  'as soon as possible',
  'in due course',
  'attach great importance',
  'looking into it',
  'when conditions allow',
] as const

/** Those that stand in the text, each once, in the order of the list. */
export function emptyPhrasesIn(text: string): string[] {
  const said = text.normalize('NFKC').toLowerCase()
  return phrases.filter((phrase) => said.includes(phrase))
}
