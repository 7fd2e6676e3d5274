import { expect, it } from 'vitest';
import { deviceOf } from './device.ts';

it.each([
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    { browser: 'Safari 19', system: 'iOS 19', kind: 'phone' },
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    { browser: 'Microsoft Edge 140', system: 'Windows 10', kind: 'desktop' },
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    { browser: 'Chrome 140', system: 'Android 10', kind: 'phone' },
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    { browser: 'Firefox 128', system: 'Linux' },
  ],
  ['curl/8.0', { browser: null, system: null, kind: null }],
  ['', { browser: null, system: null, kind: null }],
  [undefined, { browser: null, system: null, kind: null }],
])('%s', (userAgent, device) => {
  expect(deviceOf(userAgent, 'be')).toMatchObject({ ...device, language: 'be' });
});

it('whatever is sent takes no time and makes no long names', () => {
  const hostile = [
    '('.repeat(16_000),
    'Chrome/'.repeat(3_000),
    `Mozilla/5.0 (${'; '.repeat(8_000)}`,
    `Chrome/${'9'.repeat(16_000)}`,
  ];
  const start = performance.now();
  for (const text of hostile) {
    const { browser, system } = deviceOf(text, 'en');
    expect((browser ?? '').length + (system ?? '').length).toBeLessThanOrEqual(80);
  }
  expect(performance.now() - start).toBeLessThan(50);
});
