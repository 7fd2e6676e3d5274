/** What a text may leave to be filled in when it is picked; a press writes it at the end. */
import { VARIABLES, type Variable } from '../conversation/placeholders.ts';
import { t } from '../page-words.ts';

export function Variables({ insert }: { insert(variable: Variable): void }) {
  return (
    <div class="variables" data-part="variables">
      <p class="soft">{t('replies.variables')}</p>
      <ul>
        {VARIABLES.map((variable) => (
          <li key={variable}>
            <button type="button" title={t(`replies.variable.${variable}`)} onClick={() => insert(variable)}>
              <code>{`{{${variable}}}`}</code>
            </button>
            <span class="soft">{t(`replies.variable.${variable}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
