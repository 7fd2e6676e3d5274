/** What the forms of the settings are made of, besides a field of text. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon, Strokes } from '../icons.tsx';
import { t } from '../office/words.ts';

type Numeric = {
  label: string;
  value: number;
  set(value: number): void;
  unit?: string;
  hint?: string;
  min?: number;
  max?: number;
  problem?: string | undefined;
};

/** A whole number, with what it counts behind it. What is no number is not taken over. */
export function NumberField({ label, value, set, unit, hint, min = 0, max, problem }: Numeric) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="number-line">
        <input
          id={id}
          class="input number"
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          value={value}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={`${id}-hint`}
          onInput={({ currentTarget: { valueAsNumber } }) => {
            if (Number.isInteger(valueAsNumber)) set(valueAsNumber);
          }}
        />
        {unit && <span class="soft">{unit}</span>}
      </span>
      {(problem || hint) && (
        <p class={problem ? 'hint bad' : 'hint'} id={`${id}-hint`} role={problem ? 'alert' : undefined}>
          {problem ?? hint}
        </p>
      )}
    </div>
  );
}

type Choice<Value extends string | number> = { value: Value; label: string; text?: string };

/** One of few, each with a sentence on what it means. */
export function Choices<Value extends string | number>(props: {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  set(value: Value): void;
}) {
  const name = useId();
  return (
    <fieldset class="choices">
      <legend class="label">{props.label}</legend>
      {props.choices.map(({ value, label, text }) => (
        <label key={value} class="choice">
          <input type="radio" name={name} checked={value === props.value} onChange={() => props.set(value)} />
          <span>
            {label}
            {text && <span class="soft choice-text">{text}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Of a list: up, down and out, by buttons, so that a keyboard moves things too. */
export function RowActions({
  name,
  at,
  of,
  move,
  remove,
}: {
  name: string;
  at: number;
  of: number;
  move(by: -1 | 1): void;
  remove?(): void;
}) {
  return (
    <span class="row-actions">
      <button
        class="button bare icon"
        type="button"
        aria-label={t('settings.up', { name })}
        title={t('settings.up', { name })}
        disabled={at === 0}
        onClick={() => move(-1)}
      >
        <Icon name="up" size={14} />
      </button>
      <button
        class="button bare icon"
        type="button"
        aria-label={t('settings.down', { name })}
        title={t('settings.down', { name })}
        disabled={at === of - 1}
        onClick={() => move(1)}
      >
        <Strokes path="M8 3v9.5M4 9l4 4 4-4" size={14} />
      </button>
      {remove && (
        <button
          class="button bare icon"
          type="button"
          aria-label={t('settings.remove', { name })}
          title={t('settings.remove', { name })}
          onClick={remove}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </span>
  );
}

export function AddButton({ label, add, disabled = false }: { label: string; add(): void; disabled?: boolean }) {
  return (
    <div>
      <button class="button" type="button" disabled={disabled} onClick={add}>
        <Icon name="plus" size={14} />
        {label}
      </button>
    </div>
  );
}

export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="section-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** With two neighbours exchanged. */
export function moved<Item>(items: readonly Item[], at: number, by: -1 | 1): Item[] {
  const other = at + by;
  if (other < 0 || other >= items.length) return [...items];
  return items.with(at, items[other] as Item).with(other, items[at] as Item);
}
