import type { PlayerReady } from '@touchline/shared/down.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPerson } from './person.ts';
import { createStore, type Store } from './storage.ts';
import { memoryArea } from './test-area.ts';

const CONVERSATION = '01a20192-ee16-7614-98ac-b3c69fec4b93';

describe('who this browser speaks for', () => {
  let area: Storage;
  let store: Store;
  beforeEach(() => {
    area = memoryArea();
    store = createStore('touchline:demo:', () => area);
  });
  const ready = (contact: string, verified: boolean, conversations: unknown[] = []) =>
    ({ contact, verified, conversations }) as unknown as PlayerReady;

  it('stores nothing for somebody who only looks', () => {
    const person = createPerson(store);
    const proof = person.proof(null);
    expect(person.settle(ready('c1', false), proof)).toBe(true);
    expect(proof.token).toMatch(/^[\w-]{32}$/);
    expect(area.length).toBe(0);
  });

  it('keeps the token it looked with, from the first text on', () => {
    const person = createPerson(store);
    const { token } = person.proof(null);
    const scope = person.scope();
    person.begin(CONVERSATION);
    const reloaded = createPerson(store);
    expect(reloaded.proof(null)).toEqual({ token });
    expect(reloaded.scope()).toBe(scope);
    expect(reloaded.conversation).toBe(CONVERSATION);
  });

  it('joins what was written anonymously to the player who signs in', () => {
    const person = createPerson(store);
    person.begin(CONVERSATION);
    const scope = person.scope();
    const proof = person.proof('jwt');
    expect(Object.keys(proof).sort()).toEqual(['identity', 'token']);
    expect(person.settle(ready('signed', true), proof)).toBe(true);
    expect(person.owns(scope)).toBe(true);
    expect(person.scope()).toBe('signed');
    // The token is spent.
    expect(createPerson(store).proof('jwt')).toEqual({ identity: 'jwt' });
  });

  it('joins what was written between the hello and its answer too', () => {
    const person = createPerson(store);
    const proof = person.proof('jwt');
    person.begin(CONVERSATION);
    const scope = person.scope();
    expect(person.settle(ready('signed', true), proof)).toBe(true);
    expect(person.owns(scope)).toBe(true);
    expect(person.conversation).toBe(CONVERSATION);
    expect(createPerson(store).proof('jwt')).toEqual({ identity: 'jwt' });
  });

  it('is somebody else when the relay names another contact, or none that signed', () => {
    for (const [contact, verified] of [
      ['other', true],
      ['anonymous', false],
    ] as const) {
      const person = createPerson(store);
      person.remember({ contact: 'signed', conversation: CONVERSATION });
      expect(person.settle(ready(contact, verified), verified ? { identity: 'jwt' } : person.proof(null))).toBe(false);
      expect(person.owns('signed')).toBe(false);
      expect(person.conversation).toBeUndefined();
    }
  });

  it('waits for the page to prove a signed player', () => {
    createPerson(store).remember({ contact: 'signed' });
    expect(createPerson(store).needsIdentity).toBe(true);
  });

  it('joins another tab that wrote first, and leaves with one that signed out', () => {
    const here = createPerson(store);
    const there = createPerson(store);
    there.begin(CONVERSATION);
    expect(here.reread()).toBe('joined');
    expect(here.scope()).toBe(there.scope());
    there.forget();
    expect(here.reread()).toBe('other');
    expect(here.conversation).toBeUndefined();
  });

  it('who made the token here is nobody either, once another tab has signed them out', () => {
    const here = createPerson(store);
    here.begin(CONVERSATION);
    const before = here.scope();
    createPerson(store).forget();
    expect(here.reread()).toBe('other');
    expect(here.owns(before)).toBe(false);
    expect(here.isStored).toBe(false);
  });
});
