import type { ComponentType } from 'preact';
import { moreWords } from './more-words.ts';
import { onDemand } from './on-demand.ts';
import type { PartProps } from './part-props.ts';

type Parts = Omit<typeof import('./rarely.ts'), 'css'>;

const rarely = onDemand<typeof import('./rarely.ts')>(() => import('./rarely.ts'));

/** A part of the panel that is loaded when it is first wanted; until it has come, nothing stands in its place. */
export function Rarely({ part, ...rest }: Omit<PartProps, 't'> & { part: keyof Parts }) {
  const { client, host, locale } = rest.session;
  const views = rarely(host, client.clock, client.changed);
  const t = moreWords(locale, client.clock, client.changed);
  const View: ComponentType<PartProps> | undefined = views?.[part];
  return View && t ? <View {...rest} t={t} /> : null;
}
