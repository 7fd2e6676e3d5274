/** What each place of the settings shows. */
import type { JSX } from 'preact';
import { Copying } from './copying.tsx';
import { Hours } from './hours/hours.tsx';
import { Install } from './install/install.tsx';
import { Keys } from './keys/keys.tsx';
import { History } from './past/history.tsx';
import type { PlaceName } from './place.ts';
import { Programs } from './programs/programs.tsx';
import { Alerts } from './sections/alerts.tsx';
import { Languages } from './sections/languages.tsx';
import { Look } from './sections/look.tsx';
import { Notices } from './sections/notices.tsx';
import { Origins } from './sections/origins.tsx';
import { Retention } from './sections/retention.tsx';
import { Routing } from './sections/routing.tsx';
import { Texts } from './sections/texts.tsx';
import { Topics } from './sections/topics.tsx';
import type { PlaceProps } from './site.ts';

export const SHOWN: Record<PlaceName, (props: PlaceProps) => JSX.Element> = {
  look: (props) => <Look {...props} />,
  texts: (props) => <Texts {...props} />,
  languages: (props) => <Languages {...props} />,
  topics: (props) => <Topics {...props} />,
  notices: (props) => <Notices {...props} />,
  origins: (props) => <Origins {...props} />,
  install: (props) => <Install {...props} />,
  keys: (props) => <Keys {...props} />,
  programs: (props) => <Programs {...props} />,
  routing: (props) => <Routing {...props} />,
  hours: (props) => <Hours {...props} />,
  alerts: (props) => <Alerts {...props} />,
  retention: (props) => <Retention {...props} />,
  history: (props) => <History {...props} />,
  copy: (props) => <Copying {...props} />,
};
