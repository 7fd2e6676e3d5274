/** How large a file is: in thousands, as phones and desktops count, begun kilobytes as whole ones. Pure. */
export function sizeOf(bytes: number): [size: number, unit: 'kb' | 'mb'] {
  const size = Math.ceil(bytes / 1_000);
  return size < 1_000 ? [size, 'kb'] : [size / 1_000, 'mb'];
}

const UNITS = { kb: 'kilobyte', mb: 'megabyte' } as const;

/** As people say it in a language. The panel says it by its own words: Chromium writes Belarusian as English. */
export function fileSize(bytes: number, locale: string): string {
  const [size, unit] = sizeOf(bytes);
  const style = { style: 'unit', unit: UNITS[unit], maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(`${locale}-u-nu-latn`, style).format(size);
}
