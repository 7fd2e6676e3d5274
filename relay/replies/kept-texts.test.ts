import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { newId } from '@touchline/shared/wire.ts';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, createSite } from '../../test/support/relay.ts';
import { createKeptTexts } from './kept-texts.ts';
import { createReplyStore } from './store.ts';

const { db } = await createTestDatabase();
const [site, other] = [await createSite(db), await createSite(db)];
const { id: editor } = await createOperator(db, [site], { role: 'admin' });

it('a text kept ready is in the language that it was kept in, read once in two seconds', async () => {
  const clock = fakeClock();
  const store = createReplyStore(db);
  const keep = (shortcut: string, texts: Record<string, string>) =>
    store.save(site.id, newId(clock.now()), { shortcut, topic: null, texts, version: 0 }, editor);
  let reads = 0;
  const kept = createKeptTexts((siteId) => {
    reads += 1;
    return store.languagesByHash(siteId);
  }, clock);
  await keep('ok', { pl: 'Dobra 😀', be: 'Добра', uk: 'Добра' });

  const asked = [
    ['Dobra 😀', 'be', 'pl'],
    ['Добра', 'uk', 'uk'],
    ['Добра', 'ru', 'be'],
    ['добра', 'be', null],
    ['', 'be', null],
  ] as const;
  for (const [text, preferred, language] of asked) {
    expect(await kept.languageOf(site.id, text, preferred)).toBe(language);
  }
  expect(reads).toBe(1);
  expect(await kept.languageOf(other.id, 'Добра', 'be')).toBe(null);

  await keep('new', { en: 'Well done' });
  expect(await kept.languageOf(site.id, 'Well done', 'en')).toBe(null);
  clock.advance(2_000);
  expect(await kept.languageOf(site.id, 'Well done', 'en')).toBe('en');
  await keep('newer', { en: 'Even better' });
  kept.forget(site.id);
  expect(await kept.languageOf(site.id, 'Even better', 'en')).toBe('en');
});
