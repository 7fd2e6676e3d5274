import { t } from '../office/words.ts';

type Props = {
  sites: readonly { id: string; name: string }[];
  chosen: string | undefined;
  choose(id: string): void;
};

/** Nothing where there is nothing to choose. */
export function SiteChoice({ sites, chosen, choose }: Props) {
  if (sites.length < 2) return <span />;
  return (
    <select
      class="input people-site"
      data-part="site-choice"
      aria-label={t('people.site')}
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
