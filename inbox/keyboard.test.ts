import { expect, test } from 'vitest';
import { commandOf, KEYS } from './keyboard.ts';

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});

test('keys mean what the sheet says, in both cases', () => {
  expect(commandOf(press('j'), 'page')).toBe('next');
  expect(commandOf(press('T'), 'page')).toBe('take');
  expect(commandOf(press('?'), 'page')).toBe('help');
  expect(commandOf(press('q'), 'page')).toBeNull();
});

test('on another layout the place of the key counts', () => {
  expect(commandOf(press('к', { code: 'KeyR' }), 'page')).toBe('reply');
  expect(commandOf(press('ё', { code: 'Backquote' }), 'page')).toBeNull();
});

test('while something is written, or with a modifier, keys are the browser’s', () => {
  expect(commandOf(press('j'), 'field')).toBeNull();
  expect(commandOf(press('Escape'), 'field')).toBe('escape');
  expect(commandOf(press('r', { ctrlKey: true }), 'page')).toBeNull();
  expect(commandOf(press('Escape', { isComposing: true }), 'field')).toBeNull();
});

test('with Ctrl or ⌘ the menu opens from anywhere, and undo is the browser’s where something was typed', () => {
  expect(commandOf(press('k', { ctrlKey: true }), 'field')).toBe('menu');
  expect(commandOf(press('л', { code: 'KeyK', metaKey: true }), 'page')).toBe('menu');
  expect(commandOf(press('z', { ctrlKey: true }), 'empty')).toBe('undo');
  expect(commandOf(press('z', { ctrlKey: true }), 'field')).toBeNull();
  expect(commandOf(press('j', { ctrlKey: true }), 'page')).toBeNull();
});

test('no key means two things', () => {
  const all = KEYS.flatMap(({ keys, ...one }) => keys.map((key) => `${'mod' in one}${key}`));
  expect(new Set(all).size).toBe(all.length);
});

test('Enter and the arrows belong to the button or the log that has the focus', () => {
  expect(commandOf(press('Enter'), 'control')).toBeNull();
  expect(commandOf(press('ArrowDown'), 'control')).toBeNull();
  expect(commandOf(press('j'), 'control')).toBe('next');
});
