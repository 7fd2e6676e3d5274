/** What a message carries below its text: files, and what on the site it is about. */

import type { Enclosed } from '@touchline/shared/conversation.ts';
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import { SentFile } from './files-card.tsx';
import { SentImage } from './files-image.tsx';
import type { PartProps } from './part-props.ts';
import { SubjectCard } from './subject-card.tsx';

export { default as css } from './styles/enclosed.css?inline';

/** `isHere`: in the log, so that its files can be fetched. */
type Props = PartProps & { carried: Enclosed; isHere: boolean };

export function After({ carried, isHere, session, t }: Props) {
  const { files = [], about } = carried;
  const conversation = session.client.player.current ?? '';
  return [
    about && <SubjectCard about={about} t={t} />,
    ...files.map((file) => {
      const View = isImage(file.type) ? SentImage : SentFile;
      return <View key={file.id} file={file} conversation={conversation} isHere={isHere} session={session} t={t} />;
    }),
  ];
}

/** Of those that every browser shows. What a newer relay may send besides is a file like any other. */
function isImage(type: string): boolean {
  return type.startsWith('image/') && (FILE_TYPES as readonly string[]).includes(type);
}
