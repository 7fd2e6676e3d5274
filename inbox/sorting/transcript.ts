/** The whole conversation as a page to print: asked for, then opened beside the inbox. */
import { effect } from '@preact/signals';
import { BASE } from '../address.ts';
import type { Live } from '../live.ts';
import type { Notice } from '../notice.ts';
import { language, t } from '../words.ts';

export function createTranscripts({ live, notice }: { live: Pick<Live, 'send' | 'listen'>; notice: Notice }) {
  const asked = new Set<string>();
  const stop = live.listen({
    receive(frame) {
      if (frame.type === 'ready') asked.clear();
      if (frame.type === 'error' && frame.conversation && asked.delete(frame.conversation)) notice.tell(t('refused'));
      if (frame.type !== 'link' || frame.of !== 'transcript' || !asked.delete(frame.conversation)) return;
      const address = new URL(frame.url, BASE);
      // As the rest of the screen is: in its language, and in the time of this device.
      address.searchParams.set('language', language.peek());
      address.searchParams.set('zone', Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
      open(address, '_blank', 'noopener');
    },
  });
  effect(() => stop);
  return (conversation: string) => {
    asked.add(conversation);
    if (!live.send({ type: 'link', conversation, of: 'transcript' })) {
      asked.delete(conversation);
      notice.tell(t('offer.offline'));
    }
  };
}
