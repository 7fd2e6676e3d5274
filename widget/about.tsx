import { mayNotWrite } from './may-not-write.ts';
import { moreWords } from './more-words.ts';
import { onDemand } from './on-demand.ts';
import type { Session } from './session.ts';

const subjectViews = onDemand<typeof import('./subjects-later.ts')>(() => import('./subjects-later.ts'));

/** What the next message is about, where the page has said what it may be about. */
export function About({ session }: { session: Session }) {
  const { client, host, locale } = session;
  const { clock, changed, said } = client;
  if ((!session.subjects && !said.attach && !said.subjects) || mayNotWrite(session)) return null;
  const views = subjectViews(host, clock, changed);
  const t = moreWords(locale, clock, changed);
  if (!views || !t) return null;
  session.subjects ??= views.createSubjects(client, session.redraw);
  return <views.SubjectPicker session={session} subjects={session.subjects} t={t} />;
}
