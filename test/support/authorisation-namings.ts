/**
 * More rows of the authorisation matrix for frames: those that name something beside their conversation, by whose that
 * is, and those that do something else with another field. Colleague and team are of a site; a file is of a conversation.
 */
import type { OperatorUp, PlayerUp } from '@touchline/shared/up.ts';
import type { FrameAnswer } from './authorisation-answers.ts';
import { clientId, mine, sites } from './authorisation-frames.ts';
import type { DeskRole, Standing } from './authorisation-roles.ts';
import type { World } from './authorisation-world.ts';

export type NamingRow<Up, Role> = {
  frame(world: World, role: Role, standing: Standing): Promise<Up>;
  answers: Record<Standing, FrameAnswer>;
};
type PlayerRole = 'anonymous' | 'signed';

const onlyOwn = (refusal: FrameAnswer): NamingRow<never, never>['answers'] => ({
  own: 'ack',
  other: refusal,
  otherSite: refusal,
  absent: refusal,
});

async function linkWhereItLies(world: World, role: PlayerRole | DeskRole, standing: Standing) {
  const { conversation, file } = await world.sentFile(role, standing);
  return { type: 'link' as const, conversation, of: file };
}

/** In a conversation of the asker's, whose file it is not. */
async function linkOutOfPlace(world: World, role: PlayerRole | DeskRole, standing: Standing) {
  const { conversation } = await world.sentFile(role, 'own');
  return { type: 'link' as const, conversation, of: (await world.sentFile(role, standing)).file };
}

async function enclosing(world: World, role: PlayerRole | DeskRole, standing: Standing) {
  const conversation = await world.conversation(role, 'own');
  const files = [await world.unsentFile(role, standing, conversation)];
  return { type: 'post' as const, conversation, clientId: clientId(), text: 'mine?', files };
}

export const PLAYER_NAMINGS: Record<string, NamingRow<PlayerUp, PlayerRole>> = {
  'link to a file where it lies': { frame: linkWhereItLies, answers: mine('link') },
  'link to a file': { frame: linkOutOfPlace, answers: mine('link') },
  'post with a file': { frame: enclosing, answers: onlyOwn('file-refused') },
};

export const OPERATOR_NAMINGS: Record<string, NamingRow<OperatorUp, DeskRole>> = {
  'link to a file where it lies': { frame: linkWhereItLies, answers: sites('link', 'link') },
  'link to a file': { frame: linkOutOfPlace, answers: mine('link') },
  'post with a file': {
    frame: async (world, role, standing) => ({ ...(await enclosing(world, role, standing)), seen: 1_000 }),
    answers: onlyOwn('file-refused'),
  },
  'transfer to a colleague': {
    frame: async (world, role, standing) => ({
      ...(await command(world, role, 'own')),
      type: 'transfer',
      to: world.colleague(standing),
    }),
    answers: mine('ack'),
  },
  'transfer to a team': {
    frame: async (world, role, standing) => ({
      ...(await command(world, role, 'own')),
      type: 'transfer',
      team: await world.team(standing),
    }),
    answers: mine('ack'),
  },
  // Knowingly taken from the colleague who has it; one's own is one's own already.
  'take from a colleague': {
    frame: async (world, role, standing) => ({
      ...(await command(world, role, standing)),
      type: 'take',
      over: world.colleague('own'),
    }),
    answers: sites('ack', 'ack'),
  },
  'resolve as spam': {
    frame: async (world, role, standing) => ({
      ...(await command(world, role, standing)),
      type: 'resolve',
      as: 'spam',
    }),
    answers: sites('ack', 'conflict'),
  },
  'tag: taking one off': {
    frame: async (world, role, standing) => ({ ...(await command(world, role, standing)), type: 'tag', remove: ['x'] }),
    answers: sites('ack', 'ack'),
  },
  'snooze until a moment': {
    frame: async (world, role, standing) => ({
      ...(await command(world, role, standing)),
      type: 'snooze',
      until: IN_2100_MS,
    }),
    answers: sites('ack', 'conflict'),
  },
  'wake what is put aside': {
    frame: async (world, role, standing) => ({
      type: 'wake',
      conversation: await world.snoozed(role, standing),
      clientId: clientId(),
    }),
    answers: sites('ack', 'conflict'),
  },
};

const IN_2100_MS = Date.UTC(2100, 0, 1);

async function command(world: World, role: DeskRole, standing: Standing) {
  return { conversation: await world.conversation(role, standing), clientId: clientId() };
}
