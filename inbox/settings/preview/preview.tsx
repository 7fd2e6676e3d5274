/**
 * The real widget beside the form, in a frame with no power here: the sandbox leaves it scripts and nothing else, so it
 * has an origin of its own. On a phone it stands behind a button, and is not loaded before that is pressed.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { apiUrl } from '../../address.ts';
import { t } from '../../office/words.ts';
import { languageName } from '../../when.ts';
import type { AdministeredSite } from '../site.ts';
import type { FromStage, ToStage } from './messages.ts';
import { type Previewing, THEMES } from './model.ts';
import './preview.css';

const WIDE = '(width >= 1100px)';

export function Preview({ preview, site }: { preview: Previewing; site: AdministeredSite }) {
  const isWide = useSignal(matchMedia(WIDE).matches);
  const isAsked = useSignal(false);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const look = () => (isWide.value = query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  const isShown = isWide.value || isAsked.value;
  useEffect(() => {
    preview.isShown.value = isShown;
    return () => (preview.isShown.value = false);
  }, [isShown]);

  return (
    <aside class="preview" aria-label={t('settings.preview')} data-part="preview">
      {!isWide.value && (
        <button
          class="button large"
          type="button"
          aria-expanded={isAsked.value}
          data-part="preview-open"
          onClick={() => (isAsked.value = !isAsked.value)}
        >
          {t(isAsked.value ? 'settings.preview.hide' : 'settings.preview.show')}
        </button>
      )}
      {isShown && (
        <>
          <div class="preview-bar">
            <select
              class="input"
              aria-label={t('settings.preview.language')}
              value={preview.language.value}
              onChange={(event) => preview.speak(event.currentTarget.value)}
            >
              {preview.languages.value.map((tag) => (
                <option key={tag} value={tag}>
                  {languageName(tag)}
                </option>
              ))}
            </select>
            <fieldset class="preview-themes">
              <legend class="hidden">{t('settings.preview.theme')}</legend>
              {THEMES.map((theme) => (
                <button
                  key={theme}
                  class="button"
                  type="button"
                  aria-pressed={preview.theme.value === theme}
                  onClick={() => (preview.theme.value = theme)}
                >
                  {t(`settings.preview.${theme}`)}
                </button>
              ))}
            </fieldset>
          </div>
          <Frame preview={preview} site={site} />
          <p class="hint" role="status">
            {t(preview.isFailed.value ? 'settings.preview.failed' : 'settings.preview.text')}
          </p>
        </>
      )}
    </aside>
  );
}

function Frame({ preview, site }: { preview: Previewing; site: AdministeredSite }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const isReady = useSignal(false);
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<FromStage>) => {
      if (source !== frame.current?.contentWindow) return;
      if (data.stage === 'ready') isReady.value = true;
      else if (preview.languages.value.includes(data.language)) preview.speak(data.language);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [preview]);

  const start = preview.start.value;
  const theme = preview.theme.value;
  useEffect(() => {
    if (!isReady.value || !start) return;
    const answer = { name: t('settings.preview.operator'), text: t('settings.preview.answer') };
    // It has no origin that could be named; what is sent is for its eyes, and holds no secret.
    frame.current?.contentWindow?.postMessage({ start, theme, answer } satisfies ToStage, '*');
  }, [isReady.value, start, theme]);

  return (
    <iframe
      ref={frame}
      class="preview-frame"
      title={t('settings.preview')}
      sandbox="allow-scripts"
      src={apiUrl(`sites/${site.id}/preview`)}
      data-part="preview-frame"
      data-shown={start ? `${start.locale} ${theme}` : undefined}
    />
  );
}
