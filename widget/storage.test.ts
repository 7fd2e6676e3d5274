import { describe, expect, it } from 'vitest';
import { createStore } from './storage.ts';
import { memoryArea } from './test-area.ts';

describe('what the browser keeps', () => {
  it('comes back after a reload, under the prefix of the site', () => {
    const area = memoryArea();
    createStore('a:', () => area).set('x', { text: 'kept' });
    expect(createStore('a:', () => area).get('x')).toEqual({ text: 'kept' });
    expect(createStore('b:', () => area).get('x')).toBeUndefined();
    expect(createStore('a:', () => area).keys('')).toEqual(['x']);
  });

  it('is memory where storage is blocked, and nothing throws', () => {
    const store = createStore('a:', () => {
      throw new DOMException('blocked', 'SecurityError');
    });
    store.set('x', 1);
    expect(store.get('x')).toBe(1);
    expect(store.keys('')).toEqual(['x']);
    store.remove('x');
    expect(store.get('x')).toBeUndefined();
  });

  it('is memory where storage is full', () => {
    const store = createStore('a:', () => memoryArea({ full: true }));
    store.set('x', 'text');
    expect(store.get('x')).toBe('text');
  });

  it('ignores what somebody else wrote there', () => {
    const area = memoryArea();
    area.setItem('a:x', '{broken');
    expect(createStore('a:', () => area).get('x')).toBeUndefined();
  });
});
