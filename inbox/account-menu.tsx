/** Behind the operator's initial: the pages besides the desk, what is theirs alone, and the way out. */
import type { Desk } from './desk.ts';
import { Icon } from './icons.tsx';
import { LanguageChoice } from './locale/choice.tsx';
import type { Language } from './locale/model.ts';
import { officeOf } from './office/pages.ts';
import { t } from './page-words.ts';
import { hrefOf } from './router.ts';

export function AccountMenu({ desk, language }: { desk: Desk; language: Language }) {
  const me = desk.me.value;
  const [office] = officeOf({ operator: me, sites: desk.sites.value });
  return (
    <>
      <p>
        <strong>
          <bdi>{me.name}</bdi>
        </strong>
        <span class="soft">{me.email}</span>
      </p>
      {office && (
        <a class="menu-item" href={hrefOf({ page: office })}>
          <Icon name="inbox" />
          {t('office')}
        </a>
      )}
      {me.role === 'admin' && (
        <a class="menu-item" href={hrefOf({ page: 'setup' })}>
          <Icon name="link" />
          {t('account.setup')}
        </a>
      )}
      {me.role === 'admin' && (
        <a class="menu-item" href={hrefOf({ page: 'translation' })}>
          <Icon name="translate" />
          {t('translation.page')}
        </a>
      )}
      {desk.sites.value.some(({ role }) => role !== 'operator') && (
        <a class="menu-item" href={hrefOf({ page: 'replies' })}>
          <Icon name="copy" />
          {t('replies.page')}
        </a>
      )}
      <a class="menu-item" href={hrefOf({ page: 'connection' })}>
        <Icon name="info" />
        {t('connection')}
      </a>
      <a class="menu-item" data-part="me-open" href={hrefOf({ page: 'people', rest: 'me' })}>
        <Icon name="shield" />
        {t('account.me')}
      </a>
      <button class="menu-item" type="button" data-part="spoken-open" onClick={desk.spoken.open}>
        <Icon name="speech" />
        {t('spoken')}
      </button>
      <button class="menu-item" type="button" data-part="aliases-open" onClick={() => desk.showAliases(true)}>
        <Icon name="person" />
        {t('aliases')}
      </button>
      <LanguageChoice language={language} />
      <button class="menu-item" type="button" onClick={() => void desk.signOut()}>
        <Icon name="out" />
        {t('account.signOut')}
      </button>
    </>
  );
}
