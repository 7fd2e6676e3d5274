/**
 * Files in a bubble. An image has its place before it is there, by the size that the relay measured, so that nothing
 * moves when it comes; everything else is a name and a size. Addresses are asked for when somebody can see the file.
 */

import type { FileRef } from '@touchline/shared/conversation.ts';
import { fileSize } from '@touchline/shared/file-size.ts';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { language, t } from '../words.ts';
import { placeOf } from './image-place.ts';

/** `conversation`: the one that they were sent in. */
type Props = { file: FileRef; conversation: string; desk: Desk };
type AllProps = { files: readonly FileRef[]; conversation: string; desk: Desk };

export function Files({ files, ...of }: AllProps) {
  return (
    <div class="files" data-part="files">
      {files.map((file) =>
        file.type.startsWith('image/') ? (
          <ImageFile key={file.id} file={file} {...of} />
        ) : (
          <NamedFile key={file.id} file={file} {...of} />
        ),
      )}
    </div>
  );
}

function ImageFile({ file, conversation, desk }: Props) {
  const { files, showing } = desk.conversation;
  const button = useRef<HTMLButtonElement>(null);
  const want = useWanted({ file, conversation, desk }, button);
  const link = files.links.known.value.get(file.id);
  const src = link?.preview ?? link?.url ?? files.pictureOf(file.id);
  const { width, height } = placeOf(file);
  return (
    <button
      ref={button}
      class="image-file"
      type="button"
      data-part="image"
      style={{ width: `${width}px`, aspectRatio: `${width} / ${height}` }}
      aria-label={t('files.show', { name: file.name })}
      onClick={() => {
        want();
        showing.value = { file, conversation };
      }}
    >
      {src ? <img src={src} alt="" width={width} height={height} onError={want} /> : <Icon name="image" size={24} />}
    </button>
  );
}

function NamedFile({ file, conversation, desk }: Props) {
  const link = useRef<HTMLAnchorElement>(null);
  const want = useWanted({ file, conversation, desk }, link);
  const { links } = desk.conversation.files;
  return (
    <a
      ref={link}
      class="named-file"
      data-part="file"
      href={links.known.value.get(file.id)?.url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      onPointerEnter={want}
      onFocus={want}
    >
      <Icon name="file" />
      <bdi>{file.name}</bdi>
      <span class="soft">{fileSize(file.bytes, language.value)}</span>
    </a>
  );
}

/** Asks for the address when the file comes near the screen; what is returned asks again where it has run out. */
function useWanted({ file, conversation, desk }: Props, ref: { current: Element | null }) {
  const want = () => desk.conversation.files.links.want(conversation, file.id);
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && want(), {
      rootMargin: '400px',
    });
    if (ref.current) watch.observe(ref.current);
    return () => watch.disconnect();
  }, [file.id]);
  return want;
}
