import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('nothing set: the demo relay on this machine, and no identity', () => {
  expect(readSettings({})).toEqual({
    host: '127.0.0.1',
    port: 4100,
    chatUrl: 'http://localhost:4000',
    chatSite: 'demo',
    chatKeyId: 'demo-1',
    chatSecret: undefined,
  });
});

test('a slash at the end of the relay’s address does not matter', () => {
  expect(readSettings({ CHAT_URL: 'https://example.com/chat/' }).chatUrl).toBe('https://example.com/chat');
});

test.each([
  [{ EXAMPLE_PORT: '70000' }, 'EXAMPLE_PORT must be a number from 0 to 65535, not "70000".'],
  [{ EXAMPLE_PORT: '80a' }, 'EXAMPLE_PORT must be a number from 0 to 65535, not "80a".'],
  [{ CHAT_URL: 'localhost' }, 'CHAT_URL must be an address such as https://chat.example.com, not "localhost".'],
  [{ CHAT_URL: 'javascript:0' }, 'CHAT_URL must be an address such as https://chat.example.com, not "javascript:0".'],
])('%o is refused in one sentence', (env, sentence) => {
  expect(() => readSettings(env)).toThrow(sentence);
});
