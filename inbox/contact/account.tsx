/** What the site has signed about the player. Of what is personal an operator sees that it is there, and asks for it. */
import type { ContactCard } from '@touchline/shared/contact.ts';
import { PERSONAL_FIELDS, type PersonalField } from '@touchline/shared/contact-terms.ts';
import { t } from '../page-words.ts';
import { dayTime } from '../when.ts';
import { tOr } from '../words.ts';
import type { CardOfContact } from './card-model.ts';
import { Fact } from './fact.tsx';
import { countryName, day, money } from './money.ts';

type Props = { card: ContactCard; model: CardOfContact };

export function Account({ card, model }: Props) {
  const { tier, kyc, country, registeredAt, externalId } = card;
  const personal = PERSONAL_FIELDS.filter((field) => model.valueOf(field) !== undefined);
  if (!card.verified) return null;
  return (
    <section aria-label={t('contact.account')}>
      <h3>{t('contact.account')}</h3>
      <dl>
        {externalId && (
          <Fact term={t('player.id')}>
            <bdi dir="ltr" class="mono">
              {externalId}
            </bdi>
          </Fact>
        )}
        {tier && <Fact term={t('contact.tier')}>{tier}</Fact>}
        {kyc && (
          <Fact term={t('contact.kyc')}>
            <span class="kyc" data-kyc={kyc}>
              {tOr(`contact.kyc.${kyc}`, kyc)}
            </span>
          </Fact>
        )}
        {personal.map((field) => (
          <Fact key={field} term={t(`contact.${field}`)}>
            <Personal field={field} card={card} model={model} />
          </Fact>
        ))}
        {country && <Fact term={t('contact.country')}>{countryName(country)}</Fact>}
        {registeredAt !== null && <Fact term={t('contact.registered')}>{day(registeredAt)}</Fact>}
      </dl>
      {model.trouble.value === 'reveal' && (
        <p class="hint bad" role="alert">
          {t('contact.failed')}
        </p>
      )}
    </section>
  );
}

function Personal({ field, card, model }: Props & { field: PersonalField }) {
  const value = model.valueOf(field);
  if (value) {
    return (
      <>
        <bdi dir="ltr" data-part={`personal-${field}`}>
          {field === 'balance' ? money(value, card.currency) : value}
        </bdi>
        {field === 'balance' && card.balanceAt !== null && (
          <span class="fact-more">{t('contact.asOf', { time: dayTime(card.balanceAt) })}</span>
        )}
      </>
    );
  }
  const name = t(`contact.${field}`);
  return (
    <span class="covered">
      <span aria-hidden="true">••••••</span>
      <button
        class="button bare"
        type="button"
        data-part={`show-${field}`}
        aria-label={t('contact.show.what', { what: name })}
        title={t('contact.show.why')}
        disabled={model.busy.value === 'reveal'}
        onClick={() => void model.reveal(field)}
      >
        {t('contact.show')}
      </button>
    </span>
  );
}
