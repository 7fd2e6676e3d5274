/** The rows of the authorisation matrix for those who supervise: to an operator of the site there is nothing of it. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { FrameAnswer, FrameRow } from './authorisation-answers.ts';
import type { Standing } from './authorisation-roles.ts';
import { behindSession, type RouteRow } from './authorisation-rows.ts';

const id = () => newId(systemClock.now());
const NOWHERE: Record<Standing, FrameAnswer> = {
  own: 'not-found',
  other: 'not-found',
  otherSite: 'not-found',
  absent: 'not-found',
};
const hidden = { own: 404, other: 404, otherSite: 404, absent: 404 };
const ofItsSupervisors = (part: string): RouteRow => ({
  request: (world, standing) => ({ url: `/api/sites/${world.siteId(standing)}/${part}` }),
  answers: behindSession({ operator: hidden, supervisor: { ...hidden, own: 200 }, admin: { ...hidden, own: 200 } }),
});

export const SUPERVISION_ROUTES: Record<string, RouteRow> = {
  'GET /api/sites/:id/board': ofItsSupervisors('board'),
  'GET /api/sites/:id/timeline': ofItsSupervisors('timeline?day=2026-11-22'),
  'GET /api/sites/:id/alerts': ofItsSupervisors('alerts'),
};

type RowOf<Type extends OperatorUp['type']> = FrameRow<Extract<OperatorUp, { type: Type }>>;

export const SUPERVISION_FRAMES: { whisper: RowOf<'whisper'>; floor: RowOf<'floor'> } = {
  // To somebody who has not got it; that a whisper goes out is in test/supervision-whisper.test.ts.
  whisper: {
    frame: (conversation) => ({ type: 'whisper', conversation, clientId: id(), to: id(), text: 'mine?' }),
    answers: { ...NOWHERE, own: 'conflict', other: 'conflict' },
    ofOperators: NOWHERE,
  },
  // Which sites a board shows is in test/supervision-board.test.ts.
  floor: { frame: () => ({ type: 'floor', on: true }), answers: 'nothing', ofOperators: 'not-found' },
};
