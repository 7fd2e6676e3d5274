/** What a message carries below its text: files, and what on the site it is about. */

import type { Enclosed } from '@touchline/shared/conversation.ts';
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { SentFile } from './files-card.tsx';
import { SentImage } from './files-image.tsx';
import type { Session } from './session.ts';
import { SubjectCard } from './subject-card.tsx';

/** `isHere`: in the log, so that its files can be fetched. */
type Props = { carried: Enclosed; isHere: boolean; session: Session; more: Translate };

export function After({ carried, isHere, session, more }: Props) {
  const { files = [], about } = carried;
  const conversation = session.client.player.current ?? '';
  return [
    about && <SubjectCard about={about} more={more} />,
    ...files.map((file) => {
      const View = isImage(file.type) ? SentImage : SentFile;
      return (
        <View key={file.id} file={file} conversation={conversation} isHere={isHere} session={session} more={more} />
      );
    }),
  ];
}

/** Of those that every browser shows. What a newer relay may send besides is a file like any other. */
function isImage(type: string): boolean {
  return type.startsWith('image/') && (FILE_TYPES as readonly string[]).includes(type);
}
