/**
 * What the operator is looking at and what they have silenced, told among the tabs and windows of this browser, so that
 * all of them agree on what still calls. At most one of them is in front.
 */
import { computed, createModel, effect, type ReadonlySignal, signal } from '@preact/signals';

type Deps = {
  operator: string;
  /** The conversation on the screen. */
  shown: ReadonlySignal<string | null>;
};

type Said =
  | { type: 'front'; tab: string; looking: string | null }
  | { type: 'left'; tab: string }
  | { type: 'silenced'; ids: string[] };

export const AttentionModel = createModel(({ operator, shown }: Deps) => {
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(`touchline-inbox-${operator}`);
  const say = (said: Said) => channel.postMessage(said);
  const here = signal(document.hasFocus());
  /** The other tab that is in front. */
  const elsewhere = signal<{ tab: string; looking: string | null } | null>(null);
  const silenced = signal<ReadonlySet<string>>(new Set());

  const look = () => {
    here.value = document.hasFocus();
  };
  const leave = () => {
    here.value = false;
  };
  const events = { focus: look, blur: look, pageshow: look, pagehide: leave };
  for (const [name, listen] of Object.entries(events)) addEventListener(name, listen);

  channel.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data.type === 'front') elsewhere.value = data;
    else if (data.type === 'silenced') silenced.value = silenced.value.union(new Set(data.ids));
    else if (elsewhere.value?.tab === data.tab) elsewhere.value = null;
  };
  effect(() => {
    if (!here.value) return;
    elsewhere.value = null;
    say({ type: 'front', tab, looking: shown.value });
    return () => say({ type: 'left', tab });
  });
  effect(() => () => {
    for (const [name, listen] of Object.entries(events)) removeEventListener(name, listen);
    channel.close();
  });

  return {
    /** Whether an inbox of this browser is in front. */
    inFront: computed(() => here.value || elsewhere.value !== null),
    looking: computed(() => (here.value ? shown.value : (elsewhere.value?.looking ?? null))),
    silenced: silenced as ReadonlySignal<ReadonlySet<string>>,
    silence(ids: string[]) {
      silenced.value = silenced.value.union(new Set(ids));
      say({ type: 'silenced', ids });
    },
    /** It has been claimed: should it wait once more, it calls again. */
    hear(id: string) {
      if (silenced.peek().has(id)) silenced.value = silenced.peek().difference(new Set([id]));
    },
  };
});
