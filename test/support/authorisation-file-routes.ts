/** The rows of files and transcripts, of which everything is behind a signed address. */
import type { Addressed } from './authorisation-files.ts';
import { behindSession, everyone, type RouteRow } from './authorisation-rows.ts';
import { TEST_ORIGIN } from './relay.ts';

/** Of whoever it was signed for. An operator's does nothing without a session of theirs, nor from another page. */
const signed = (own: number): RouteRow['answers'] => {
  const answer = { own, other: 404, otherSite: 404, absent: 404 };
  return {
    ...behindSession({ operator: answer, supervisor: answer, admin: answer }),
    anonymous: answer,
    signed: answer,
  };
};
const addressed = (what: Addressed): RouteRow => ({
  request: async (world, standing, role) => ({ url: await world.address(role, standing, what) }),
  answers: signed(200),
});

export const FILE_ROUTES: Record<string, RouteRow> = {
  'POST /uploads/:conversation/:file': {
    request: async (world, standing, role) => ({
      url: await world.address(role, standing, 'upload'),
      ...((role === 'anonymous' || role === 'signed') && { headers: { origin: TEST_ORIGIN } }),
    }),
    // Let in, and an empty file is none.
    answers: signed(415),
  },
  // What a browser may ask of any address before it sends to one.
  'OPTIONS /uploads/:conversation/:file': {
    request: () => ({ url: `/uploads/${crypto.randomUUID()}/${crypto.randomUUID()}` }),
    answers: everyone(204),
  },
  'GET /files/:conversation/:file': addressed('file'),
  'GET /files/:conversation/:file/preview': addressed('preview'),
  'GET /transcripts/:conversation': addressed('transcript'),
};
