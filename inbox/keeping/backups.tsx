/** Where backups come from: whoever looks after a site's data looks for them here, and they are made elsewhere. */
import { t } from '../office/words.ts';
import { Copy } from '../setup/copy.tsx';

const COMMANDS = 'npm run backup -- --keep 14\nnpm run doctor';

export function Backups() {
  return (
    <section class="keeping-part" aria-labelledby="keeping-backups">
      <h2 id="keeping-backups">{t('keeping.backups')}</h2>
      <p class="soft">{t('keeping.backups.text')}</p>
      <Copy text={COMMANDS} label={t('keeping.backups')} />
      <p class="soft">{t('keeping.backups.erased')}</p>
    </section>
  );
}
