/** How much earlier than others somebody is answered: four levels, in words. */
import { t } from '../office/words.ts';

const LEVELS = [0, 1, 2, 3] as const;

export function Urgency({ label, value, set }: { label: string; value: number; set(level: number): void }) {
  return (
    <select
      class="input narrow"
      aria-label={label}
      value={value}
      onChange={(event) => set(Number(event.currentTarget.value))}
    >
      {LEVELS.map((level) => (
        <option key={level} value={level}>
          {t(`settings.urgency.${level}`)}
        </option>
      ))}
    </select>
  );
}
