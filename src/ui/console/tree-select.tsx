/** Choosing one or several places of a tree, by looking through it or by typing a part of the name. */
import { TreeSelect } from 'antd'
import { type Key, type ReactElement, useId, useMemo, useState } from 'react'
import { useWords } from '#ui/words.ts'
import { type ItemProps, itemProps } from './item-props.ts'
import { consoleWords } from './words.ts'

/** A place of a tree as a flat list holds it, parents before their children. */
export interface TreePlace {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
}

interface Node {
  readonly value: string
  readonly title: string
  readonly disabled: boolean
  readonly children: Node[]
}

/** The nodes of a tree. A place whose parent is not in the list is a root. Shape: what antd takes as `treeData`. */
export function treeOf(places: readonly TreePlace[], disabled: ReadonlySet<string> = new Set()): Node[] {
  const nodes = new Map<string, Node>()
  const roots: Node[] = []
  for (const { id, parentId, name } of places) {
    const node: Node = { value: id, title: name, disabled: disabled.has(id), children: [] }
    nodes.set(id, node)
    const siblings = parentId === null ? roots : (nodes.get(parentId)?.children ?? roots)
    siblings.push(node)
  }
  return roots
}

interface Common extends ItemProps {
  readonly places: readonly TreePlace[]
  /** Those that cannot be chosen. */
  readonly disabled?: ReadonlySet<string>
  readonly placeholder?: string
  readonly loading?: boolean
  readonly label?: string
}
interface One extends Common {
  readonly value?: string | undefined
  readonly onChange?: (id: string | undefined) => void
  /** Besides the form's own `onChange`: when somebody chose another place. */
  readonly onPick?: () => void
  readonly clearable?: boolean
}
interface Several extends Common {
  readonly value?: string[] | undefined
  readonly onChange?: (ids: string[]) => void
}

/** One place. `value` and `onChange` come from the form around it. */
export function TreeOne({ value, onChange, onPick, clearable = false, ...common }: One) {
  const pick = (id: string | undefined) => {
    onChange?.(id)
    onPick?.()
  }
  return <TreeSelect<string> {...useTree(common)} allowClear={clearable} {...controlled({ value, onChange: pick })} />
}

/** Several places. */
export function TreeSeveral({ value, onChange, ...common }: Several) {
  return <TreeSelect<string[]> {...useTree(common)} multiple {...controlled({ value, onChange })} />
}

/** antd reads an undefined value as "nothing chosen", which its types do not say. */
const controlled = <P extends object>(props: P) => props as { [K in keyof P]: NonNullable<P[K]> }

function useTree({ places, disabled, placeholder, loading, label, ...item }: Common) {
  const words = useWords(consoleWords)
  const fallback = useId()
  const id = item.id ?? fallback
  const treeData = useMemo(() => treeOf(places, disabled), [places, disabled])
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<string[] | null>(null)
  // places may come after the first letters have been typed: what is open follows them
  const expanded = search === '' ? (opened ?? treeData.map((node) => node.value)) : places.map((place) => place.id)
  return {
    ...itemProps({ ...item, id }),
    // the field says that it controls a list of this name, which antd's tree forgets to bear
    popupRender: (tree: ReactElement) => <div id={`${id}_list`}>{tree}</div>,
    ...(label === undefined ? {} : { 'aria-label': label }),
    className: 'whole-width',
    treeData,
    treeExpandedKeys: expanded,
    onTreeExpand: (keys: Key[]) => setOpened(keys.map(String)),
    onSearch: setSearch,
    treeNodeFilterProp: 'title',
    showSearch: true,
    treeLine: true,
    listHeight: 360,
    loading: loading ?? false,
    placeholder: placeholder ?? words.chooseUnit,
    notFoundContent: words.noUnit,
  } as const
}
