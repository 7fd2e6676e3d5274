/** Setting up the authenticator app: what it scans, what it may be told instead, and the code that proves it. */
import { useSignal } from '@preact/signals';
import type { Enrolment } from '@touchline/shared/sessions.ts';
import type { Attempts } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import { Copy } from '../setup/copy.tsx';
import { CodeField } from './code-field.tsx';
import { Complaint } from './complaint.tsx';
import { QrCode } from './qr.tsx';

type Props = { enrolment: Enrolment; attempts: Attempts; confirm(code: string): void; leave(): void };

export function Enrol({ enrolment, attempts, confirm, leave }: Props) {
  const code = useSignal('');
  return (
    <form
      class="steps"
      data-part="enrol"
      onSubmit={(event) => {
        event.preventDefault();
        confirm(code.value);
      }}
    >
      <p class="soft">{t('second.enrol.scan')}</p>
      <QrCode text={enrolment.uri} label={t('second.enrol.qr')} />
      <details>
        <summary>{t('second.enrol.type')}</summary>
        <Copy text={enrolment.secret} label={t('second.enrol.secret')} />
      </details>
      <CodeField value={code.value} set={(value) => (code.value = value)} problem={attempts.problem.value} />
      <Complaint problem={attempts.problem.value} at={['code']} />
      <div class="dialog-actions">
        <button class="button" type="button" onClick={leave}>
          {t('cancel')}
        </button>
        <button class="button primary" type="submit" data-part="enrol-go" disabled={attempts.busy.value}>
          {t('second.enrol.go')}
        </button>
      </div>
    </form>
  );
}
