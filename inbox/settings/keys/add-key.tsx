/** A secret that is made here, or the public half of a pair whose private half never leaves the site. */
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../../office/words.ts';
import { Choices } from '../controls.tsx';
import type { SiteKeys } from './model.ts';

const ALGORITHMS = ['ES256', 'EdDSA', 'RS256'] as const;

export function AddKey({ keys }: { keys: SiteKeys }) {
  const kind = useSignal<'secret' | 'public'>('secret');
  const algorithm = useSignal<(typeof ALGORITHMS)[number]>('ES256');
  const publicKey = useSignal('');
  const id = useId();
  const problem = keys.problem.value;
  const said = problem && 'publicKey' in problem.fields ? complaint(publicKey.value, problem.kind) : null;
  const isPublic = kind.value === 'public';
  const add = async () => {
    const wanted = isPublic
      ? { kind: 'public' as const, algorithm: algorithm.value, publicKey: publicKey.value }
      : { kind: 'secret' as const };
    if (await keys.add(wanted)) publicKey.value = '';
  };
  return (
    <div class="add-key">
      <Choices
        label={t('settings.keys.kind')}
        value={kind.value}
        set={(next) => (kind.value = next)}
        choices={[
          { value: 'secret', label: t('settings.keys.kind.secret'), text: t('settings.keys.kind.secret.text') },
          { value: 'public', label: t('settings.keys.kind.public'), text: t('settings.keys.kind.public.text') },
        ]}
      />
      {isPublic && (
        <>
          <label class="field">
            <span class="label">{t('settings.keys.algorithm')}</span>
            <select
              class="input narrow"
              value={algorithm.value}
              onChange={({ currentTarget: { value } }) => {
                algorithm.value = ALGORITHMS.find((one) => one === value) ?? 'ES256';
              }}
            >
              {ALGORITHMS.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
          <div class="field">
            <label for={id}>{t('settings.keys.pem')}</label>
            <textarea
              id={id}
              class="input mono"
              rows={4}
              spellcheck={false}
              placeholder="-----BEGIN PUBLIC KEY-----"
              value={publicKey.value}
              maxLength={4_000}
              aria-invalid={said ? 'true' : undefined}
              aria-describedby={`${id}-hint`}
              onInput={(event) => (publicKey.value = event.currentTarget.value)}
            />
            <p class={said ? 'hint bad' : 'hint'} id={`${id}-hint`} role={said ? 'alert' : undefined}>
              {said ?? t('settings.keys.pem.hint')}
            </p>
          </div>
        </>
      )}
      <div>
        <button
          class="button primary"
          type="button"
          data-part="key-add"
          disabled={keys.busy.value || (isPublic && !publicKey.value.trim())}
          onClick={() => void add()}
        >
          {t(isPublic ? 'settings.keys.add.public' : 'settings.keys.add.secret')}
        </button>
      </div>
    </div>
  );
}

function complaint(pem: string, kind: string): string {
  if (kind === 'conflict') return t('settings.keys.known');
  return t(/PRIVATE KEY/.test(pem) ? 'settings.keys.private' : 'settings.keys.wrong');
}
