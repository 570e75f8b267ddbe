/** Paths that a Markdown document speaks of: in code spans, and as the target of links and pictures. */

/** The folders of the project; what begins otherwise is not a path of ours. */
const folders = [
  'src',
  'test',
  'bin',
  'docs',
  'bench',
  'migrations',
  'rulepacks',
  '.ci',
  '.github',
  'platform',
  'domains',
]

/** Paths as written, relative to the project for code spans, to the document for links. */
export function quotedPaths(markdown: string): { spans: string[]; links: string[] } {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '')
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span).filter(isPath)
  const targets = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, target = '']) => target)
  const links = targets.filter((target) => !/^([a-z]+:|#)/.test(target)).map((target) => target.replace(/#.*$/, ''))
  return { spans, links }
}

function isPath(span: string): boolean {
  if (/[\s<>{}$*…]|\.\.\./.test(span)) return false
  const [first = '', ...rest] = span.split('/')
  return rest.length === 0 ? /^[A-Z][A-Za-z.-]*\.md$/.test(span) : folders.includes(first)
}
