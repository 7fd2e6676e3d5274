/** The inbox's icons: strokes on a 16-px grid, drawn with the text's colour. Always beside, or named by, words. */
const PATHS = {
  check: 'M3.5 8.5l3 3 6-7',
  checks: 'M1.5 8.5l3 3 6-7M7.5 11l.5.5 6-7',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  alert: 'M8 5.5v3M8 11v.1M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  shield: 'M8 1.8l5 1.9v3.9c0 3-2 5.3-5 6.6-3-1.3-5-3.6-5-6.6V3.7ZM5.7 7.9l1.7 1.7 3-3.3',
  person: 'M8 8.2a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM2.8 13.5c.6-2.3 2.7-3.5 5.2-3.5s4.6 1.2 5.2 3.5',
  team: 'M6 7.7a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM1.7 13c.5-2.1 2.2-3.2 4.3-3.2s3.8 1.1 4.3 3.2M10.6 3.3a2.3 2.3 0 0 1 0 4.2M12 10.1c1.3.4 2.1 1.4 2.4 2.9',
  bell: 'M4 6.7a4 4 0 0 1 8 0c0 3.3 1.3 4.3 1.3 4.3H2.7S4 10 4 6.7ZM6.7 13.3a1.5 1.5 0 0 0 2.6 0',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  down: 'M4 6.5l4 4 4-4',
  forward: 'M9.5 3.5L14 8l-4.5 4.5M13.5 8h-8a3 3 0 0 0-3 3v1.5',
  close: 'M4 4l8 8M12 4l-8 8',
  info: 'M8 7.5v3.5M8 5v.1M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  send: 'M8 13V3.5M3.8 7.5L8 3.3l4.2 4.2',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8Z',
  help: 'M6.2 6.2a1.8 1.8 0 1 1 2.7 1.6c-.6.4-.9.7-.9 1.4M8 11.3v.1M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  out: 'M6 13.5H3.5a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1H6M10.5 11l3-3-3-3M13 8H6',
  plus: 'M8 3.5v9M3.5 8h9',
  inbox: 'M2.5 9.5h3l1 2h3l1-2h3M4.3 3h7.4l1.8 6.5v3.5h-11V9.5Z',
  translate:
    'M2 4h6.5M5.2 2.3V4M7.3 4C6.8 6.6 4.9 8.7 2.2 9.8M3.4 6.3c.7 1.4 1.9 2.5 3.4 3.2M8 13.7l3-7.2 3 7.2M9.1 11.2h3.8',
  speech: 'M2.5 3h11v7.5H8l-3 2.7v-2.7H2.5ZM5.5 6.7h5',
  link: 'M9.5 3.5h3v3M12.5 3.5L7 9M6.5 4.5h-3v8h8v-3',
  lock: 'M4 7.5h8v6H4ZM5.5 7.5V5.2a2.5 2.5 0 0 1 5 0v2.3',
  clip: 'M12.8 7.3l-5 5a3 3 0 0 1-4.3-4.3l5.4-5.3a2 2 0 0 1 2.9 2.9L6.5 10.8a1 1 0 0 1-1.4-1.4l4.7-4.7',
  file: 'M4 2.5h5l3.5 3.5v7.5H4ZM9 2.5V6h3.5',
  image: 'M2.5 3.5h11v9h-11ZM2.5 11l3.2-3.2 2.6 2.6 1.7-1.6 3.5 3.2M10.3 6.2v.1',
  reply: 'M6.5 3.5L2.5 7.5l4 4M3 7.5h6.5a4 4 0 0 1 4 4v1',
  pen: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3Z',
  dots: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  narrow: 'M2.5 4.5h11M4.5 8h7M6.5 11.5h3',
  tag: 'M2.5 3v4.6l6 6L13.6 8.5l-6-6H3ZM5.3 5.3v.1',
  flag: 'M4 13.5v-11M4 3h8l-2 2.8L12 8.5H4',
  moon: 'M13 9.8A5.6 5.6 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.8Z',
  up: 'M8 13V3.5M4 7l4-4 4 4',
  page: 'M4 2.5h8v11H4ZM6 5.5h4M6 8h4M6 10.5h2.5',
  ban: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM3.8 3.8l8.4 8.4',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, ...look }: { name: IconName; size?: number; flips?: boolean }) => (
  <Strokes path={PATHS[name]} {...look} />
);

/** For an icon that is not on the desk, and comes with its page. */
export function Strokes({ path, size = 16, flips = false }: { path: string; size?: number; flips?: boolean }) {
  return (
    <svg
      class={flips ? 'flips' : undefined}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
