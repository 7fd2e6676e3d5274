/**
 * What the widget beside the settings is shown with: the draft of every section that players see, as the relay would
 * answer with it, in a language and a theme that are chosen here. Asked for a moment after the last key, and only what
 * was asked for last is shown.
 */

import { computed, createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { SiteStart } from '@touchline/shared/people.ts';
import type { Sections } from '@touchline/shared/site-sections.ts';
import { draftOf } from '../drafts.ts';
import type { Settings } from '../model.ts';
import { GROUPS } from '../place.ts';
import type { SettingsRequests } from '../requests.ts';
import { fit } from './fit.ts';

const QUIET_MS = 120;
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

type Deps = { requests: Pick<SettingsRequests, 'preview'>; settings: Settings; clock: Clock };

export const PreviewModel = createModel(({ requests, settings, clock }: Deps) => {
  const wanted = signal<string | null>(null);
  const theme = signal<Theme>(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const start = signal<SiteStart | null>(null);
  const isFailed = signal(false);
  /** Somebody looks at it. */
  const isShown = signal(false);
  const languages = computed(() => (settings.held.value ? draftOf(settings, 'languages').languages : []));
  const language = computed(() => {
    if (wanted.value !== null && languages.value.includes(wanted.value)) return wanted.value;
    return settings.held.value ? draftOf(settings, 'languages').defaultLanguage : 'en';
  });
  let asked = 0;
  let stop = () => {};

  effect(() => {
    if (!settings.held.value || !isShown.value) return;
    const draft = Object.fromEntries(GROUPS.seen.map((name) => [name, draftOf(settings, name)]));
    const of = language.value;
    stop();
    stop = clock.after(start.peek() ? QUIET_MS : 0, () => void fetch(of, fit(draft as Partial<Sections>)));
  });
  effect(() => () => stop());

  async function fetch(of: string, draft: Partial<Sections>): Promise<void> {
    const turn = ++asked;
    const answer = await requests.preview(of, draft).catch(() => null);
    if (turn !== asked) return;
    isFailed.value = answer === null;
    if (answer) start.value = answer;
  }

  return {
    theme,
    start,
    isShown,
    isFailed,
    languages,
    language,
    speak(next: string) {
      wanted.value = next;
    },
  };
});
export type Previewing = InstanceType<typeof PreviewModel>;
