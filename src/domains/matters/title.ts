/** What a text is called that has no title of its own. Pure. */

const longestTitle = 30

/** A title for a text that has none: its first sentence or line, cut at 30 characters. */
export function titleOf(text: string): string {
  const first =
    text
      .trim()
      .split(/[\n。！？!?；;]/u, 1)[0]
      ?.trim() ?? ''
  const characters = [...(first === '' ? text.trim() : first)]
  return characters.length <= longestTitle ? characters.join('') : `${characters.slice(0, longestTitle - 1).join('')}…`
}
