/** Recovery codes, which are told once: to copy, and to say that they are kept. */
import { t } from '../office/words.ts';
import { Copy } from '../setup/copy.tsx';

export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done(): void }) {
  return (
    <div class="steps recovery" data-part="recovery-codes">
      <h2>{t('second.codes')}</h2>
      <p class="soft">{t('second.codes.text')}</p>
      <Copy text={codes.join('\n')} label={t('second.codes')} />
      <button class="button primary large" type="button" data-part="codes-kept" onClick={done}>
        {t('second.codes.kept')}
      </button>
    </div>
  );
}
