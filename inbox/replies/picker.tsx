/** The list of replies above the composer. The field keeps the focus and names the option that its keys are on. */
import { useEffect, useRef } from 'preact/hooks';
import { Side } from '../conversation/side.tsx';
import type { Desk } from '../desk.ts';
import { languageName } from '../when.ts';
import { t } from '../words.ts';
import { type Offered, type Picking, PickingModel } from './picking.ts';
import { replyRequests } from './requests.ts';
import './picker.css';

const LIST = 'reply-list';
const optionId = ({ reply }: Offered) => `reply-${reply.id}`;

export function openPicker(desk: Desk, focus: () => void) {
  const picking = new PickingModel({ desk, list: replyRequests.list, focus });
  return {
    picking,
    list: () => picking.open.value && <Picker picking={picking} />,
    aria() {
      const { current, open } = picking;
      if (!open.value) return undefined;
      return {
        'aria-autocomplete': 'list',
        'aria-haspopup': 'listbox',
        'aria-controls': LIST,
        'aria-activedescendant': current.value ? optionId(current.value) : undefined,
      } as const;
    },
  };
}

function Picker({ picking }: { picking: Picking }) {
  const offered = picking.offered.value ?? [];
  return (
    <div class="picker" data-part="picker">
      <div id={LIST} role="listbox" aria-label={t('replies.page')}>
        {/* What is listed changes with each letter, the places do not. */}
        {offered.map((offer, place) => (
          <Option key={place} picking={picking} offer={offer} />
        ))}
      </div>
      <p class="soft" role="status">
        {picking.failed.value && t('problem.offline')}
        {picking.offered.value && offered.length === 0 && t(picking.isEmpty.value ? 'replies.empty' : 'replies.none')}
      </p>
    </div>
  );
}

function Option({ picking, offer }: { picking: Picking; offer: Offered }) {
  const option = useRef<HTMLDivElement>(null);
  const { reply, choice } = offer;
  const isCurrent = picking.current.value?.reply.id === reply.id;
  useEffect(() => {
    if (isCurrent) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which has the focus
    // biome-ignore lint/a11y/useFocusableInteractive: likewise
    <div
      ref={option}
      id={optionId(offer)}
      role="option"
      aria-selected={isCurrent}
      data-part="reply"
      data-fits={choice.fits}
      // A press must not take the focus from the field.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => picking.point(offer)}
      onClick={() => picking.pick(offer)}
    >
      <span class="reply-name">
        <bdi>/{reply.shortcut}</bdi>
        {!choice.fits && <span class="reply-language">{inWhich(picking, choice.language)}</span>}
      </span>
      <Side part="reply-text" text={choice.text} language={choice.language} />
    </div>
  );
}

/** Whether it can be translated the preview says, which asks: here it would be a promise. */
function inWhich({ translates }: Picking, tag: string): string {
  const language = languageName(tag);
  return translates.value ? language : t('replies.foreign', { language });
}
