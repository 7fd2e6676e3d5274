/** What somebody is and can, as fields: a role on each site, languages with their level, topics, places. */
import type { OperatorRole, SpokenLanguages, Topic } from '@touchline/shared/people.ts';
import { useId } from 'preact/hooks';
import { t } from '../office/words.ts';
import { LANGUAGES } from '../setup/languages.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';

const ROLES: readonly OperatorRole[] = ['operator', 'supervisor', 'admin'];
const LEVELS = ['fluent', 'native'] as const;
/** As the relay's schema has them, which is not in the bundle. */
const TOPICS: readonly Topic[] = [
  ...(['payments', 'bets', 'verification', 'account', 'technical'] as const),
  ...(['bonuses', 'rules', 'safer-gambling', 'complaint', 'other'] as const),
];
const CAPACITY_MAX = 50;

type RoleHeld = { site: string; role: OperatorRole | null };
export type Skills = {
  roles: readonly RoleHeld[];
  languages: SpokenLanguages;
  topics: Topic[] | null;
  capacity: number;
};
type Props = { skills: Skills; sites: readonly { id: string; name: string }[]; set(change: Partial<Skills>): void };

export function SkillFields(props: Props) {
  return (
    <>
      <Roles {...props} />
      <Languages {...props} />
      <Topics {...props} />
      <Capacity {...props} />
    </>
  );
}

function Roles({ skills, sites, set }: Props) {
  const held = (site: string) => skills.roles.find((one) => one.site === site)?.role ?? null;
  return (
    <fieldset class="people-fields">
      <legend class="label">{t('people.roles')}</legend>
      {sites.map(({ id, name }) => (
        <label key={id} class="people-choice">
          <bdi>{name}</bdi>
          <select
            class="input"
            data-site={id}
            value={held(id) ?? ''}
            onChange={(event) => {
              const role = (event.currentTarget.value || null) as OperatorRole | null;
              set({ roles: [...skills.roles.filter(({ site }) => site !== id), { site: id, role }] });
            }}
          >
            <option value="">{t('people.role.none')}</option>
            {ROLES.map((role) => (
              <option key={role} value={role}>
                {t(`people.role.${role}`)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <p class="hint">{t('people.roles.hint')}</p>
    </fieldset>
  );
}

function Languages({ skills: { languages }, set }: Props) {
  const known = [...new Set([...LANGUAGES, ...Object.keys(languages)])];
  return (
    <details class="people-fields">
      <summary>{t('people.languages', { count: Object.keys(languages).length })}</summary>
      <div class="people-grid">
        {known.map((language) => (
          <label key={language} class="people-choice">
            {languageName(language)}
            <select
              class="input"
              data-language={language}
              value={languages[language] ?? ''}
              onChange={(event) => {
                const { [language]: _, ...others } = languages;
                const level = event.currentTarget.value as SpokenLanguages[string] | '';
                set({ languages: level ? { ...others, [language]: level } : others });
              }}
            >
              <option value="">{t('spoken.no')}</option>
              {LEVELS.map((level) => (
                <option key={level} value={level}>
                  {t(`level.${level}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </details>
  );
}

function Topics({ skills: { topics }, set }: Props) {
  return (
    <details class="people-fields">
      <summary>{topics === null ? t('team.allTopics') : t('people.topics', { count: topics.length })}</summary>
      <div class="people-grid">
        {TOPICS.map((topic) => (
          <label key={topic} class="people-check">
            <input
              type="checkbox"
              data-topic={topic}
              checked={topics === null || topics.includes(topic)}
              onChange={(event) => {
                const chosen = TOPICS.filter((one) =>
                  one === topic ? event.currentTarget.checked : topics === null || topics.includes(one),
                );
                set({ topics: chosen.length === TOPICS.length ? null : chosen });
              }}
            />
            {tOr(`topic.${topic}`, topic)}
          </label>
        ))}
      </div>
    </details>
  );
}

function Capacity({ skills: { capacity }, set }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('people.capacity')}</label>
      <input
        id={id}
        class="input people-number"
        data-part="capacity"
        type="number"
        min={0}
        max={CAPACITY_MAX}
        required
        value={capacity}
        aria-describedby={`${id}-hint`}
        onInput={(event) => {
          const said = event.currentTarget.valueAsNumber;
          if (Number.isInteger(said)) set({ capacity: said });
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        {t('people.capacity.hint')}
      </p>
    </div>
  );
}
