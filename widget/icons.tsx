/** Line icons on a 24-pixel grid. They say nothing to a screen reader: the button around them does. */
const PATHS = {
  back: 'm14 6-6 6 6 6',
  close: 'm6 9 6 6 6-6',
  send: 'M12 19V5m-6 6 6-6 6 6',
  down: 'M12 5v14m6-6-6 6-6-6',
  failed: 'M12 8v5m0 3v.1M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18',
};

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
