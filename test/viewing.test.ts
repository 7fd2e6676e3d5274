/** Operators who look at the same conversation know of each other, on one relay and on several; players never do. */
import { afterAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createSite } from './support/relay.ts';
import { startRelayProcess } from './support/relay-process.ts';
import { atDesk, hire, playerWrites } from './support/shift.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const redis = await startRedis();
const options = { databaseUrl, redisUrl: redis.url };
const [one, two] = await Promise.all([startRelayProcess(options), startRelayProcess(options)]);
afterAll(async () => {
  await Promise.all([one.kill(), two.kill()]);
  await redis.stop();
});

type Desk = Awaited<ReturnType<typeof atDesk>>;
const others = (desk: Desk, conversation: string) =>
  desk.received
    .flatMap((frame) => (frame.type === 'viewing' && frame.conversation === conversation ? [frame.operators] : []))
    .at(-1)
    ?.map(({ name }) => name)
    .join();
const shows = (desk: Desk, conversation: string, names: string) =>
  until(`${desk.operator.name} is shown “${names}”`, () => others(desk, conversation) === names);

describe('who else looks', () => {
  it('is seen across relays as they come and go, and forgotten when their relay is killed', {
    timeout: 60_000,
  }, async () => {
    const site = await createSite(db);
    const [alesia, rauf, ksenia] = [await hire(db, site, 'A'), await hire(db, site, 'B'), await hire(db, site, 'C')];
    const player = await playerWrites(one.url, site);
    const { conversation } = player;

    // 1. Alone.
    const hers = await atDesk(one.url, alesia);
    await hers.open(conversation);
    await shows(hers, conversation, '');

    // 2. Others come, on this relay and on the other one.
    const theirs = await atDesk(one.url, ksenia);
    await theirs.open(conversation);
    const his = await atDesk(two.url, rauf);
    await his.open(conversation);
    await shows(hers, conversation, 'B,C');
    await shows(theirs, conversation, 'A,B');
    await shows(his, conversation, 'A,C');

    // 3. One looks elsewhere, one closes the laptop.
    theirs.send({ type: 'shut', conversation });
    await shows(hers, conversation, 'B');
    await shows(his, conversation, 'A');
    await theirs.open(conversation);
    await shows(hers, conversation, 'B,C');
    theirs.terminate();
    await shows(hers, conversation, 'B');

    // 4. The other relay is killed with everybody on it.
    await two.kill();
    const killedAt = performance.now();
    await until('he is forgotten', () => others(hers, conversation) === '', 20_000);
    expect(performance.now() - killedAt).toBeLessThan(16_000);

    // 5. Of all that the player was told nothing.
    await player.say('hello?');
    expect(player.received.map(({ type }) => type as string)).not.toContain('viewing');
    player.close();
    hers.close();
  });
});
