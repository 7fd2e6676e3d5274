/** The frame around the form of a section: what it is about, what others did meanwhile, what would follow, and saving. */

import type { SectionName, Sections, SettingsNote } from '@touchline/shared/site-sections.ts';
import type { ComponentChildren } from 'preact';
import { t } from '../office/words.ts';
import { dayTime, languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { ChangeList } from './change-list.tsx';
import { draftOf, editOf } from './drafts.ts';
import { Meeting } from './meeting.tsx';
import type { Settings } from './model.ts';

type Form<Name extends SectionName> = {
  value: Sections[Name];
  set(value: Sections[Name]): void;
  /** What is wrong with a field, by its place in the section. */
  wrong(place: string): string | undefined;
};
type Props<Name extends SectionName> = {
  settings: Settings;
  name: Name;
  /** It may not be saved as it is, and the form says why. */
  isHeld?: boolean;
  children(form: Form<Name>): ComponentChildren;
};

export function Section<Name extends SectionName>({ settings, name, isHeld = false, children }: Props<Name>) {
  const edited = editOf(settings, name);
  const problem = settings.problem.value?.section === name ? settings.problem.value : null;
  const fields = problem?.fields ?? {};
  const notes = settings.notes.value?.section === name ? settings.notes.value.notes : [];
  const news = settings.news.value?.section === name && !edited ? settings.news.value : null;
  const undecided = edited?.rival?.undecided.length ?? 0;
  const { at, by } = settings.held.value?.[name] ?? { at: null, by: null };

  return (
    <form
      class="section"
      data-part={`section-${name}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isHeld) void settings.save(name);
      }}
    >
      <header>
        <h1>{t(`settings.${name}`)}</h1>
        <p class="soft">{t(`settings.${name}.text`)}</p>
      </header>
      {news && (
        <div class="settings-news" role="status" data-part="settings-news">
          <p>{t('settings.news', { name: news.by ?? t('row.somebody') })}</p>
          <ChangeList section={name} changes={news.changes} />
        </div>
      )}
      {edited?.rival && <Meeting settings={settings} section={name} rival={edited.rival} />}
      {children({
        value: draftOf(settings, name),
        set: (value) => settings.set(name, value),
        wrong: (place) => (place in fields ? complaintOf(name, place) : undefined),
      })}
      {notes.length > 0 && (
        <ul class="settings-notes" role="status" data-part="settings-notes">
          {notes.map((note) => (
            <li key={`${note.kind} ${note.of}`}>{inWords(note)}</li>
          ))}
        </ul>
      )}
      {problem && problem.kind !== 'conflict' && (
        <p class="problem" role="alert" data-part="settings-problem">
          {tOr(`problem.${problem.kind}`, t('problem.internal'))}
        </p>
      )}
      <footer class="settings-save">
        <span class="soft" role="status" data-part="settings-state">
          {edited ? t('unsaved') : settings.saved.value === name ? t('settings.saved') : ''}
        </span>
        {!edited && settings.saved.value !== name && at !== null && (
          <span class="soft settings-last">
            {t('settings.last', { name: by ?? t('row.somebody'), time: dayTime(at) })}
          </span>
        )}
        <button
          class="button"
          type="button"
          disabled={!edited || settings.busy.value}
          onClick={() => settings.discard(name)}
        >
          {t('settings.discard')}
        </button>
        <button
          class="button primary"
          type="submit"
          disabled={!edited || isHeld || undecided > 0 || settings.busy.value}
        >
          {t('settings.save')}
        </button>
      </footer>
    </form>
  );
}

/** The relay explains itself in English; here it is the field that counts. `origins.3` is an address as `origins.0` is. */
function complaintOf(section: SectionName, place: string): string {
  const field = place.replace(/\.\d+(?=\.|$)/g, '').replace(/\.[a-z]{2,3}(-\w+)*$/, '');
  return tOr(`settings.invalid.${section}.${field}`, t('problem.bad-request'));
}

function inWords({ kind, of = '', count = 0 }: SettingsNote): string {
  switch (kind) {
    case 'language-in-use':
      return t('settings.note.language', { language: languageName(of), count });
    case 'topic-in-use':
      return t('settings.note.topic', { topic: tOr(`topic.${of}`, of), count });
    case 'plain-http':
      return t('settings.note.plainHttp', { origin: of });
    case 'no-origin':
      return t('settings.note.noOrigin');
    case 'no-danger-topic':
      return t('settings.note.noDanger', { topic: tOr('topic.safer-gambling', of) });
  }
}
