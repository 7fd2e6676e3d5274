/** How large a file is, as people say it in the operator's language. Thousands of bytes, as phones and desktops show them. */
import { computed } from '@preact/signals';
import { language } from '../words.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

const formats = computed(() =>
  UNITS.map(
    (unit) =>
      new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
  ),
);

export function fileSize(bytes: number): string {
  const power = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const size = bytes / 1_000 ** power;
  return formats.value[power]?.format(power === 1 ? Math.round(size) : size) ?? String(bytes);
}
