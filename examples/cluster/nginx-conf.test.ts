import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nginxConf } from './nginx-conf.ts';

it('the file for containers is what the cluster on one machine uses', () => {
  const relays = ['relay-1:4000', 'relay-2:4000', 'relay-3:4000'];
  const file = readFileSync(new URL('nginx.conf', import.meta.url), 'utf8');
  expect(file).toBe(nginxConf({ listen: '4000', relays, folder: '/tmp' }));
});
