/**
 * The parts of the panel that many players never see: which there are, and how one is put where it belongs. Each is a
 * script of its own, fetched when the first is drawn; where it stands, until then, is what is given as children.
 */
import { Component, type ComponentChildren, type ComponentType } from 'preact';
import { wordsOf } from './more-words.ts';
import { onDemand } from './on-demand.ts';
import type { PartProps } from './part-props.ts';
import type { Session } from './session.ts';

const replies = onDemand(() => import('./replying.tsx'));
const files = onDemand(() => import('./files-chips.tsx'));
const translations = onDemand(() => import('./translated.tsx'));

/** By the view that the script gives. */
const PARTS = {
  After: onDemand(() => import('./files-sent.tsx')),
  Answering: replies,
  Before: replies,
  Blocked: onDemand(() => import('./blocked.tsx')),
  Chips: files,
  Details: onDemand(() => import('./details.tsx')),
  Drop: files,
  Failed: onDemand(() => import('./failed.tsx')),
  Home: onDemand(() => import('./home.tsx')),
  Languages: onDemand(() => import('./languages.tsx'), true),
  Latest: onDemand(() => import('./latest.tsx')),
  Limit: onDemand(() => import('./limit.tsx')),
  Rating: onDemand(() => import('./rating.tsx')),
  Subjects: onDemand(() => import('./subject-picker.tsx')),
  Translated: translations,
  Translating: translations,
  Waiting: onDemand(() => import('./waiting.tsx')),
};

type Name = keyof typeof PARTS;
type Props = { name: Name; session: Session; children?: ComponentChildren; [given: string]: unknown };

export class Part extends Component<Props> {
  came = () => this.setState({});

  render({ name, children, ...given }: Props) {
    const { session } = given;
    const views = PARTS[name](session, this.came) as Record<string, unknown> | undefined;
    const View = views?.[name] as ComponentType<PartProps> | undefined;
    return View ? <View {...given} t={wordsOf(session)} /> : children;
  }
}

/** Begins to fetch one that is likely to be wanted soon. */
export function fetchSoon(name: Name, session: Session) {
  PARTS[name](session);
}
