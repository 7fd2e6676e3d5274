import { expect, test } from 'vitest';
import { baseOf, socketOf } from './address.ts';
import { parseRoute, pathOf } from './router.ts';

const ID = '01a20180-885c-7293-9caa-a74be3c8f3b3';

test('a path says which list or conversation, and every route leads back to its path', () => {
  const lists = ['/waiting', '/mine', '/open', '/escalated', '/snoozed', '/resolved', '/all'];
  const narrowed = ['/waiting?language=pl', `/all?site=${ID}&topic=bets&tag=vip&priority=high&rating=low`];
  for (const path of [...lists, ...narrowed, `/c/${ID}`, `/c/${ID}?message=12`, '/setup', '/']) {
    expect(pathOf(parseRoute(path))).toBe(path);
  }
});

test('what it does not know is the desk', () => {
  expect(parseRoute('/nonsense/1')).toEqual({ page: 'desk', view: null, conversation: null });
  expect(parseRoute('/mine?language=P%22&topic=<b>&tag=%20&priority=huge&rating=high&site=1&constructor=x')).toEqual({
    ...{ page: 'desk', view: 'mine', conversation: null },
  });
  expect(parseRoute('/c/not-an-id')).toEqual({ page: 'desk', view: null, conversation: null });
});

test('the base is found from the script, under any prefix', () => {
  expect(baseOf('https://host/inbox/assets/index-abc.js')).toBe('https://host/');
  expect(baseOf('https://host/my/inbox/inbox/assets/index-abc.js')).toBe('https://host/my/inbox/');
  expect(socketOf('https://host/support/')).toBe('wss://host/support/inbox/socket');
});
