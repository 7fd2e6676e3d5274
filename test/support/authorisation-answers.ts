/** What a row of the authorisation matrix is that is about a frame. */
import type { Standing } from './authorisation-roles.ts';

/** The type of the answer, the kind of the refusal, or `nothing`. */
export type FrameAnswer =
  | 'ack'
  | 'opened'
  | 'history'
  | 'list'
  | 'pong'
  | 'preview'
  | 'upload'
  | 'link'
  | 'nothing'
  | 'not-found'
  | 'conflict'
  | 'file-refused'
  | 'bad-frame';

type FrameAnswers = FrameAnswer | Record<Standing, FrameAnswer>;
/** `ofOperators`: where whoever is no more than an operator on the site is answered otherwise. */
export type FrameRow<Up> = { frame(conversation: string): Up; answers: FrameAnswers; ofOperators?: FrameAnswers };
