/** One image, as large as the window lets it be. Escape, the button or a click beside it close it. */
import { fileSize } from '@touchline/shared/file-size.ts';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { language, t } from '../words.ts';
import './lightbox.css';

export function Lightbox({ desk }: { desk: Desk }) {
  const { showing, files } = desk.conversation;
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = showing.value;
  const file = shown?.file;
  const link = file ? files.links.known.value.get(file.id) : null;

  useLayoutEffect(() => {
    if (file) dialog.current?.showModal();
    else dialog.current?.close();
  }, [file]);

  const want = () => shown && files.links.want(shown.conversation, shown.file.id);
  const close = () => {
    showing.value = null;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes every dialog
    <dialog
      ref={dialog}
      class="lightbox"
      data-part="lightbox"
      aria-label={file?.name}
      onCancel={close}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      {file && (
        <>
          <header>
            <bdi>{file.name}</bdi>
            <span class="soft">{fileSize(file.bytes, language.value)}</span>
            {link && (
              // The relay has images shown; what is of the page's own origin may be saved all the same.
              <a
                class="button bare"
                data-part="download"
                href={link.url}
                download={file.name}
                onPointerEnter={want}
                onFocus={want}
              >
                {t('files.open')}
              </a>
            )}
            <button class="button bare icon" type="button" aria-label={t('files.close')} onClick={close}>
              <Icon name="close" />
            </button>
          </header>
          <img
            src={link?.url ?? files.pictureOf(file.id)}
            alt={file.name}
            width={file.width}
            height={file.height}
            onError={want}
          />
        </>
      )}
    </dialog>
  );
}
