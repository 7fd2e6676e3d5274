/**
 * A part of the desk that comes, with its words, when it is wanted first, or, when nothing else is to be loaded any more,
 * ahead of that, so that nobody waits for it and it is there when the line is not.
 */
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { useLazy } from './lazy.ts';
import { speakOf, t } from './words.ts';

type Props<Part> = {
  desk: Desk;
  wanted: boolean;
  load(): Promise<Part>;
  /** It could not be had: what was asked for is taken back. */
  missing?(): void;
  show(part: Part): JSX.Element;
};

export function LatePart<Part extends object>({ desk, wanted, load, missing, show }: Props<Part>) {
  const part = useLazy(async () => (await Promise.all([load(), speakOf('pages')]))[0], wanted || desk.settled.value);
  const isComing = part === null && wanted;
  useEffect(() => {
    if (!isComing) return;
    desk.coming.value++;
    return () => {
      desk.coming.value--;
    };
  }, [isComing]);
  const isMissing = part === 'missing' && wanted;
  useEffect(() => {
    if (!isMissing) return;
    missing?.();
    desk.notice.tell(t('problem.offline'));
  }, [isMissing]);
  return part === null || part === 'missing' ? null : show(part);
}
