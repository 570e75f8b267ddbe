/** What a form gives its fields for those who cannot see them: the id of the label, what describes it, what is wrong. */

export interface ItemProps {
  readonly id?: string
  readonly 'aria-required'?: 'true'
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
}

/** Those of the properties that a form gave, to be handed on to the field itself. */
export function itemProps(props: ItemProps): ItemProps {
  const names = ['id', 'aria-required', 'aria-describedby', 'aria-invalid'] as const
  return Object.fromEntries(names.filter((name) => props[name] !== undefined).map((name) => [name, props[name]]))
}
