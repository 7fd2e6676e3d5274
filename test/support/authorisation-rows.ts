/** What a row of the authorisation matrix is. */
import type { Role, Standing } from './authorisation-roles.ts';
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
  admin: answer,
  foreignPage: answer,
});
