import { expect, test } from 'vitest';
import { fill, placeholdersIn } from './placeholders.ts';

test('what is known is put in, wherever it stands and however it is spaced', () => {
  const values = { 'player.name': 'Ева', 'site.name': 'Fairplay', reference: 'K7QD-3MFX' };
  expect(fill('{{player.name}}, {{ Site.Name }} here: {{reference}}.', values)).toBe('Ева, Fairplay here: K7QD-3MFX.');
});

test('what is empty, missing or unknown stays and is found, in order', () => {
  const text = fill('Dear {{player.name}}: {{topic}} {{player.balance}}', { 'player.name': ' ', topic: null });
  expect(placeholdersIn(text).map(({ name }) => name)).toEqual(['player.name', 'topic', 'player.balance']);
  const [first] = placeholdersIn(text);
  expect(text.slice(first?.start, first?.end)).toBe('{{player.name}}');
});

test('what was put in is not filled again: nobody gets a value by calling themselves after it', () => {
  expect(fill('{{player.name}}', { 'player.name': '{{reference}}', reference: 'SECRET' })).toBe('{{reference}}');
  expect(fill('{{player.name}}', { 'player.name': "$& $1 $'" })).toBe("$& $1 $'");
});

test('braces that name nothing are text', () => {
  expect(placeholdersIn('{{}} {{ }} { {a} } {{two words}} function() {{ return; }}')).toEqual([]);
});

test('takes linear time on hostile text', () => {
  const started = performance.now();
  for (const part of ['{{', '{{ ', '{{a', '{{a }', '}}']) placeholdersIn(part.repeat(16_000));
  expect(performance.now() - started).toBeLessThan(500);
});
