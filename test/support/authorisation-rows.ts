/** What a row of the authorisation matrix is. */
import type { DeskRole, Role, Standing } from './authorisation-roles.ts';
import type { World } from './authorisation-world.ts';

export type Request = { url: string; headers?: Record<string, string>; body?: object };
/** One status for every standing, or one for each. */
export type Answer = number | Record<Standing, number>;
export type RouteRow = {
  request(world: World, standing: Standing, role: Role): Request | Promise<Request>;
  answers: Record<Role, Answer>;
};

export const everyone = (answer: Answer): Record<Role, Answer> => ({
  nobody: answer,
  anonymous: answer,
  signed: answer,
  operator: answer,
  supervisor: answer,
  admin: answer,
  foreignPage: answer,
});

/** Behind a session: who has none, or asks from a page that is not ours, is told so whatever they ask for. */
export const behindSession = (answers: Record<DeskRole, Answer>): Record<Role, Answer> => ({
  ...{ nobody: 401, anonymous: 401, signed: 401, foreignPage: 403 },
  ...answers,
});

export const everyOperator = (answer: Answer) => behindSession({ operator: answer, supervisor: answer, admin: answer });
