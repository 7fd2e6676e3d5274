/** Teams of a site, as those who keep them read and write them. Everybody else knows their names: `SiteRef`. */
import { z } from 'zod';
import { nameOf } from './names.ts';
import { id } from './people.ts';

export const TEAMS_MAX = 50;
export const TEAM_NAME_MAX_CHARACTERS = 60;
export const TEAM_MEMBERS_MAX = 500;

/** `members` are ids of operators of the site. `version` is raised with every change. */
export const team = z.strictObject({ id, name: z.string(), members: z.array(id), version: z.int().min(1) });
export type Team = z.infer<typeof team>;

/** `version`: of what the editor began with, 0 for a new one. Another one by now is a `conflict`. */
export const teamChange = z.strictObject({
  name: nameOf(TEAM_NAME_MAX_CHARACTERS),
  members: z.array(id).max(TEAM_MEMBERS_MAX),
  version: z.int32().min(0),
});
export type TeamChange = z.infer<typeof teamChange>;
