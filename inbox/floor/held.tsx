/** What a colleague has open: a way to look at each, and to take it over, which is asked about first. */
import { useSignal } from '@preact/signals';
import type { BoardHeld, BoardMember } from '@touchline/shared/supervision.ts';
import { playerName } from '../contact/names.ts';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../office/words.ts';
import { go, hrefOf } from '../router.ts';
import { lasting } from './sums.ts';

type Props = { desk: Desk; member: BoardMember; held: readonly BoardHeld[]; now: number };

export function Held({ desk, member, held, now }: Props) {
  const taking = useSignal<string | null>(null);
  const close = () => {
    taking.value = null;
  };
  const take = () => {
    const conversation = taking.value;
    close();
    if (!conversation) return;
    go({ page: 'desk', view: null, conversation });
    desk.conversation.handling.give((id) => ({ type: 'take', conversation: id, over: member.id }));
  };
  if (held.length === 0) return <span class="soft">{t('floor.held.none')}</span>;
  return (
    <>
      <ul class="floor-held">
        {held.map(({ id, contact, waitingSince }) => (
          <li key={id} data-part="floor-held" data-conversation={id}>
            <a
              href={hrefOf({ page: 'desk', view: null, conversation: id })}
              aria-label={t('floor.look.at', { name: playerName(contact) })}
            >
              <bdi>{playerName(contact)}</bdi>
            </a>
            <span class="soft">
              {waitingSince === null
                ? t('floor.held.answered')
                : t('floor.held.unanswered', { time: lasting(now - waitingSince) })}
            </span>
            {member.id !== desk.me.value.id && (
              <button
                class="button bare"
                type="button"
                data-part="floor-take"
                aria-label={`${t('take.over')}: ${playerName(contact)}`}
                onClick={() => {
                  taking.value = id;
                }}
              >
                {t('take.over')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Dialog shown={taking.value !== null} title={t('takeOver.title', { name: member.name })} close={close}>
        <p class="soft">{t('takeOver.text', { name: member.name })}</p>
        <div class="dialog-actions">
          <button class="button" type="button" onClick={close}>
            {t('takeOver.no')}
          </button>
          <button class="button primary" type="button" data-part="floor-take-yes" onClick={take}>
            {t('take.over')}
          </button>
        </div>
      </Dialog>
    </>
  );
}
