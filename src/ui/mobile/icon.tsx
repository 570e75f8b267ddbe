/** The few icons of the phone, drawn with lines in the colour of the text. Always beside words, so hidden from readers. */

const lines = {
  home: 'M4 11.5 12 4.5l8 7M6.5 10v9.5h11V10',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  plus: 'M12 5v14M5 12h14',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.6 3.6-5.5 7.5-5.5s6.7 1.9 7.5 5.5',
  back: 'M14.5 5 7.5 12l7 7',
  next: 'm9.5 5.5 6.5 6.5-6.5 6.5',
  camera: 'M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4ZM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Z',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 20.5h4',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  star: 'm12 4.5 2.3 4.8 5.2.7-3.8 3.6.9 5.2-4.6-2.5-4.6 2.5.9-5.2L4.5 10l5.2-.7Z',
  close: 'm6 6 12 12M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  alert: 'M12 4.5 21 19.5H3ZM12 10v4.5M12 17h.01',
  empty: 'M4 13.5 6.5 5.5h11L20 13.5v5H4ZM4 13.5h4.5l1 2.5h5l1-2.5H20',
} as const

export type IconName = keyof typeof lines

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={lines[name]} />
    </svg>
  )
}
