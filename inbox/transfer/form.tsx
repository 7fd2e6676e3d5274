/** To whom a conversation goes next, with a word for them. */
import { playerName } from '../contact/names.ts';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { tOr } from '../words.ts';
import './transfer.css';
import { Colleagues } from './colleagues.tsx';
import { Teams } from './teams.tsx';

export function TransferForm({ desk }: { desk: Desk }) {
  const { transfer, queue } = desk;
  const id = transfer.conversation.value;
  const row = id ? queue.row(id) : undefined;
  return (
    <Dialog
      shown={id !== null}
      title={
        transfer.count.value > 1
          ? t('transfer.many', { count: transfer.count.value })
          : t('transfer.title', { name: row ? playerName(row.contact) : t('thread.unknown') })
      }
      class="transfer"
      close={transfer.close}
    >
      <form
        data-part="transfer-form"
        onSubmit={(event) => {
          event.preventDefault();
          transfer.send();
        }}
      >
        <fieldset class="ways">
          <legend class="hidden">{t('transfer.way')}</legend>
          {transfer.ways.value.map((way) => (
            <label key={way}>
              <input
                type="radio"
                name="way"
                value={way}
                checked={transfer.way.value === way}
                data-focus={transfer.way.value === way || undefined}
                onChange={() => (transfer.way.value = way)}
              />
              <span>{t(`transfer.${way}`)}</span>
            </label>
          ))}
        </fieldset>
        {transfer.way.value === 'colleague' && <Colleagues desk={desk} />}
        {transfer.way.value === 'team' && <Teams transfer={transfer} />}
        {transfer.way.value === 'topic' && <Topics desk={desk} site={row?.site} />}
        {transfer.way.value === 'queue' && <p class="soft">{t('transfer.queue.text')}</p>}
        <Note desk={desk} />
        <div class="dialog-actions">
          <button class="button" type="button" onClick={() => transfer.close()}>
            {t('cancel')}
          </button>
          <button class="button primary" type="submit" data-part="transfer-send" disabled={!transfer.ready.value}>
            {t(transfer.busy.value ? 'transfer.sending' : 'transfer')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Topics({ desk, site }: { desk: Desk; site: string | undefined }) {
  const { transfer } = desk;
  const topics = desk.sites.value.find((one) => one.id === site)?.topics ?? [];
  return (
    <fieldset class="topics">
      <legend class="hidden">{t('transfer.topic')}</legend>
      {topics.map((topic) => (
        <label key={topic}>
          <input
            type="radio"
            name="topic"
            value={topic}
            checked={transfer.topic.value === topic}
            onChange={() => (transfer.topic.value = topic)}
          />
          <span>{tOr(`topic.${topic}`, topic)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Note({ desk }: { desk: Desk }) {
  const { transfer } = desk;
  const problem = transfer.problem.value;
  const refused = transfer.refused.value;
  const wrong = problem ? tOr(`message.failed.${problem}`, problem) : refused && refusal(refused);
  return (
    <div class="transfer-note" data-part="transfer-note">
      <label for="transfer-note">{t('transfer.note')}</label>
      <textarea
        id="transfer-note"
        rows={2}
        dir="auto"
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby="transfer-hint"
        value={transfer.note.value}
        onInput={(event) => transfer.write(event.currentTarget.value)}
      />
      <p class={wrong ? 'hint bad' : 'hint'} id="transfer-hint" role={wrong ? 'alert' : undefined}>
        {!wrong && <Icon name="lock" size={12} />}
        {wrong || t('note.private')}
      </p>
    </div>
  );
}

function refusal(kind: string): string {
  return tOr(`transfer.refused.${kind}`, t('transfer.refused'));
}
