/**
 * A part of the inbox that comes when it is wanted, as a file of its own: null until then, `missing` where it cannot be
 * had. A browser remembers a module that it could not have, so only a reload asks again.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export function useLazy<Part extends object>(load: () => Promise<Part>, wanted: boolean): Part | 'missing' | null {
  const part = useSignal<Part | 'missing' | null>(null);
  useEffect(() => {
    if (!wanted || part.value) return;
    load().then(
      (loaded) => (part.value = loaded),
      () => (part.value = 'missing'),
    );
  }, [wanted]);
  return part.value;
}
