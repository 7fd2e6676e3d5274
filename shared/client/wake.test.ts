import { describe, expect, it } from 'vitest';
import { startReconnecting as start } from './connection-fake.ts';
import { browserWake } from './reconnect.ts';

describe('waking', () => {
  it('tries again at once', () => {
    const { clock, attempts, last, wake } = start();
    for (let i = 0; i < 8; i++) {
      last().become('waiting', 1006);
      wake();
      expect(attempts).toHaveLength(i + 2);
    }
    expect(clock.pending()).toBe(0);
  });

  it('asks a line that looks ready, and keeps it when it answers', () => {
    const { clock, attempts, last, wake } = start();
    last().become('ready');
    wake();
    wake();
    expect(last().sent).toEqual([{ type: 'ping' }]);
    last().frame({ type: 'pong' });
    clock.advance(60_000);
    expect(attempts).toHaveLength(1);
  });

  it('leaves a line that does not answer within 4 s, and is back at once', () => {
    const { clock, attempts, last, seen, wake } = start();
    last().become('ready');
    wake();
    clock.advance(3_999);
    expect(attempts).toHaveLength(1);
    clock.advance(1);
    expect(attempts.map(({ closed }) => closed)).toEqual([true, false]);
    expect(seen).toEqual(['ready', 'waiting 4408', 'connecting']);
  });

  it('does not disturb an attempt that has just begun, but replaces an old one', () => {
    const { clock, attempts, wake } = start();
    clock.advance(4_000);
    wake();
    expect(attempts).toHaveLength(1);
    clock.advance(1);
    wake();
    expect(attempts.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('listens to the page for it, and stops', () => {
    const page = Object.assign(new EventTarget(), {
      document: Object.assign(new EventTarget(), { visibilityState: 'hidden' }),
    });
    let woken = 0;
    const real = globalThis as unknown as Record<string, unknown>;
    const kept = { ...real };
    real.document = page.document;
    real.addEventListener = page.addEventListener.bind(page);
    real.removeEventListener = page.removeEventListener.bind(page);
    try {
      const stop = browserWake(() => woken++);
      const shake = () => {
        page.dispatchEvent(new Event('online'));
        page.dispatchEvent(new Event('pageshow'));
        page.document.dispatchEvent(new Event('visibilitychange'));
      };
      shake();
      expect(woken).toBe(2);
      page.document.visibilityState = 'visible';
      shake();
      expect(woken).toBe(5);
      stop();
      shake();
      expect(woken).toBe(5);
    } finally {
      for (const name of ['document', 'addEventListener', 'removeEventListener']) real[name] = kept[name];
    }
  });
});
