/** The tree of units, with those one looks after to choose from, and a field to find one by name. */
import { Input, Tree } from 'antd'
import { useMemo, useState } from 'react'
import { useWords } from '#ui/words.ts'
import type { UnitView } from '../../contract.ts'
import { orgConsoleWords } from './words.ts'

interface Node {
  readonly key: string
  readonly title: string
  readonly selectable: boolean
  readonly children: Node[]
}

interface UnitTreeProps {
  /** Parents before their children. */
  readonly units: readonly UnitView[]
  readonly reach: ReadonlySet<string>
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

export function UnitTree({ units, reach, chosen, onChoose }: UnitTreeProps) {
  const words = useWords(orgConsoleWords).people
  const [query, setQuery] = useState('')
  const shown = useMemo(() => matching(units, query.trim()), [units, query])
  const nodes = useMemo(() => nodesOf(shown, reach), [shown, reach])
  const [opened, setOpened] = useState<readonly string[] | null>(null)
  const top = nodes.map((node) => node.key)
  const open = query.trim() === '' ? (opened ?? [...top, ...lineTo(units, chosen)]) : shown.map((unit) => unit.id)
  return (
    <>
      <Input.Search
        aria-label={words.findUnit}
        placeholder={words.findUnit}
        allowClear
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <Tree<Node>
        aria-label={words.units}
        blockNode
        treeData={nodes}
        selectedKeys={chosen === undefined ? [] : [chosen]}
        expandedKeys={[...open]}
        onExpand={(keys) => setOpened(keys.map(String))}
        onSelect={(_, { node }) => onChoose(node.key)}
      />
    </>
  )
}

/** The units whose name holds the words, with all above them. */
function matching(units: readonly UnitView[], query: string): readonly UnitView[] {
  if (query === '') return units
  const keep = new Set<string>()
  for (const unit of [...units].reverse()) {
    if (!unit.name.includes(query) && !keep.has(unit.id)) continue
    keep.add(unit.id)
    if (unit.parentId !== null) keep.add(unit.parentId)
  }
  return units.filter((unit) => keep.has(unit.id))
}

function nodesOf(units: readonly UnitView[], reach: ReadonlySet<string>): Node[] {
  const nodes = new Map<string, Node>()
  const roots: Node[] = []
  for (const { id, parentId, name } of units) {
    const node: Node = { key: id, title: name, selectable: reach.has(id), children: [] }
    nodes.set(id, node)
    const siblings = parentId === null ? roots : nodes.get(parentId)?.children
    siblings?.push(node)
  }
  return roots
}

/** The units above the chosen one, so that it is in view. */
function lineTo(units: readonly UnitView[], id: string | undefined): string[] {
  const parentOf = new Map(units.map((unit) => [unit.id, unit.parentId]))
  const line: string[] = []
  for (let at = id === undefined ? null : parentOf.get(id); at; at = parentOf.get(at)) line.push(at)
  return line
}
