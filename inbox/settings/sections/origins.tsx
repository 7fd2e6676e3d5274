/** Where the chat may be shown: the site's own address and its mirrors. */

import { useId } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { t } from '../../office/words.ts';
import { hrefOf } from '../../router.ts';
import { AddButton } from '../controls.tsx';
import { draftOf } from '../drafts.ts';
import { adviseOrigin } from '../origin-advice.ts';
import { restOf } from '../place.ts';
import { Section } from '../section.tsx';
import type { PlaceProps } from '../site.ts';

const MAX = 50;

export function Origins({ settings, site }: PlaceProps) {
  const { origins } = draftOf(settings, 'origins');
  const isHeld = origins.some((origin, at) => adviseOrigin(origin) !== null || origins.indexOf(origin) !== at);
  return (
    <Section settings={settings} name="origins" isHeld={isHeld}>
      {({ set, wrong }) => (
        <>
          <ul class="rows" data-part="origin-rows">
            {origins.map((origin, at) => (
              <Origin
                key={at}
                origin={origin}
                number={at + 1}
                isTwice={origins.indexOf(origin) !== at}
                problem={wrong(`origins.${at}`)}
                set={(next) => set({ origins: origins.with(at, next) })}
                remove={() => set({ origins: origins.toSpliced(at, 1) })}
              />
            ))}
          </ul>
          {origins.length === 0 && <p class="soft">{t('settings.origins.none')}</p>}
          <AddButton
            label={t('settings.origins.add')}
            disabled={origins.length >= MAX}
            add={() => set({ origins: [...origins, ''] })}
          />
          <p class="soft">
            {t('settings.origins.check')}{' '}
            <a href={hrefOf({ page: 'settings', rest: restOf(site.key, 'install') })}>{t('settings.check')}</a>
          </p>
        </>
      )}
    </Section>
  );
}

type Props = {
  origin: string;
  number: number;
  isTwice: boolean;
  problem: string | undefined;
  set(origin: string): void;
  remove(): void;
};

function Origin({ origin, number, isTwice, problem, set, remove }: Props) {
  const id = useId();
  const advice = origin ? adviseOrigin(origin) : null;
  const { write } = advice ?? {};
  const said = isTwice
    ? t('settings.origins.twice')
    : advice
      ? t(`settings.origins.fault.${advice.fault}`)
      : !origin
        ? t('settings.origins.empty')
        : problem;
  return (
    <li class="field">
      <span class="number-line">
        <input
          id={id}
          class="input mono"
          type="url"
          dir="ltr"
          value={origin}
          placeholder="https://brand.example"
          spellcheck={false}
          autocomplete="off"
          aria-label={t('settings.origins.address', { number })}
          aria-invalid={said && origin ? 'true' : undefined}
          aria-describedby={`${id}-hint`}
          onInput={(event) => set(event.currentTarget.value)}
        />
        <button
          class="button bare icon"
          type="button"
          aria-label={t('settings.remove', { name: origin || t('settings.origins.address', { number }) })}
          onClick={remove}
        >
          <Icon name="close" size={14} />
        </button>
      </span>
      {said && (
        <p class={origin ? 'hint bad' : 'hint'} id={`${id}-hint`} role={origin ? 'status' : undefined}>
          {said}{' '}
          {write && (
            <button class="button" type="button" data-part="origin-advice" onClick={() => set(write)}>
              {t('settings.origins.write', { origin: write })}
            </button>
          )}
        </p>
      )}
    </li>
  );
}
