/** The tags of a conversation, or of all that are chosen: each can be taken off, and others put on, with those in use offered. */
import type { Signal } from '@preact/signals';
import { tagOf } from '@touchline/shared/internal.ts';
import { useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { problemOf, suggestionsFor, tagsOf } from './tagging.ts';

const OFFERED = 8;

/** What stands in the field, and of which conversations. */
export type TypedTag = { of: string; text: string };

export function TagEditor({ desk, kept }: { desk: Desk; kept: Signal<TypedTag> }) {
  const { sorting, queue } = desk;
  const of = (sorting.open.value?.ids ?? []).join();
  const typed = kept.value.of === of ? kept.value.text : '';
  const write = (text: string) => {
    kept.value = { of, text };
  };
  const field = useRef<HTMLInputElement>(null);
  const rows = sorting.rows.value;
  const { ofAll, ofAny } = tagsOf(rows);
  /** ` 1/2` after a tag that not all have. */
  const howMany = (one: string) =>
    ofAll.includes(one) ? '' : ` ${rows.filter(({ state }) => state.tags?.includes(one)).length}/${rows.length}`;
  const problem = problemOf(typed, ofAll);
  const tag = tagOf(typed);
  const offered = suggestionsFor(typed, queue.known(), ofAll, OFFERED);

  const add = (one: string) => {
    write('');
    if (!ofAll.includes(one)) sorting.tag([one], []);
    field.current?.focus();
  };
  /** What was typed goes along; what cannot be a tag keeps the dialog, which says why. */
  const finish = () => {
    if (problem) return field.current?.focus();
    if (tag) add(tag);
    sorting.close();
  };
  return (
    <form
      class="tag-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (tag && !problem) add(tag);
        else if (!typed.trim()) sorting.close();
      }}
    >
      <div class="tokens">
        {ofAny.length === 0 && <span class="soft">{t('tags.none')}</span>}
        {ofAny.map((one) => (
          <button
            key={one}
            class="token"
            type="button"
            data-tag={one}
            aria-label={t('tags.remove', { tag: one + howMany(one) })}
            onClick={() => {
              sorting.tag([], [one]);
              field.current?.focus();
            }}
          >
            <bdi>{one}</bdi>
            {howMany(one) && <span class="soft">{howMany(one)}</span>}
            <Icon name="close" size={12} />
          </button>
        ))}
      </div>
      <div class="tag-field">
        <input
          ref={field}
          data-focus
          class="input"
          type="text"
          aria-label={t('tags.type')}
          placeholder={t('tags.add')}
          autocomplete="off"
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby="tag-hint"
          value={typed}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <button class="button primary" type="submit" data-part="tag-add" disabled={!tag || problem !== null}>
          {t('tags.put')}
        </button>
      </div>
      <p class={problem ? 'hint bad' : 'hint'} id="tag-hint" role={problem ? 'alert' : undefined}>
        {problem?.kind === 'tooLong' && t('tags.tooLong', problem)}
        {problem?.kind === 'tooMany' && t('tags.tooMany', problem)}
        {!problem && tag && !ofAll.includes(tag) && !offered.includes(tag) && t('tags.create', { tag })}
      </p>
      {offered.length > 0 && (
        <fieldset class="tokens" data-part="known-tags">
          <legend>{t('tags.known')}</legend>
          {offered.map((one) => (
            <button key={one} class="token" type="button" data-tag-known={one} onClick={() => add(one)}>
              <bdi>{one}</bdi>
              <Icon name="plus" size={12} />
            </button>
          ))}
        </fieldset>
      )}
      <div class="dialog-actions">
        <button class="button" type="button" data-part="sorting-close" onClick={finish}>
          {t('done')}
        </button>
      </div>
    </form>
  );
}
