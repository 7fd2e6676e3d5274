import type { ContactCard } from '@touchline/shared/contact.ts';
import { t } from '../page-words.ts';
import { dayTime, languageName } from '../when.ts';
import { Fact } from './fact.tsx';

/** `isHere`: on the site now, which the pane says above; when they came last would contradict it. */
export function LastVisit({ card, isHere }: { card: ContactCard; isHere: boolean }) {
  const { device } = card;
  const parts = device && [device.browser, device.system, device.kind && t(`contact.device.${device.kind}`)];
  const said = parts?.filter(Boolean).join(' · ');
  return (
    <section aria-label={t('contact.visit')}>
      <h3>{t('contact.visit')}</h3>
      <dl>
        {said && (
          <Fact term={t('contact.device')}>
            <bdi data-part="device">{said}</bdi>
          </Fact>
        )}
        {device && <Fact term={t('player.interface')}>{languageName(device.language)}</Fact>}
        {!isHere && <Fact term={t('contact.lastSeen')}>{dayTime(card.lastSeen)}</Fact>}
        <Fact term={t('contact.firstSeen')}>{dayTime(card.firstSeen)}</Fact>
      </dl>
    </section>
  );
}
