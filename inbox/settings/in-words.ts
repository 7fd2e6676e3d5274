/** Fields of the settings and what stands in them, as people read them: in the history, and where two have met. */
import type { SectionName } from '@touchline/shared/site-sections.ts';
import { listed } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import { languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { shiftInWords } from './hours/shift-words.ts';
import { ORDER, type Path } from './merging.ts';

const MS = /Ms$/;

/** `Greeting (Polish)`, `Topic “Bets”: urgency`. */
export function fieldName(section: SectionName, path: Path): string {
  const [first = '', second, third, fourth] = path;
  if (second === ORDER) return t('settings.field.order', { list: nameOf(section, first) });
  switch (`${section}.${first}`) {
    case 'texts.greeting':
    case 'notices.privacyUrl':
      return second ? withDetail(nameOf(section, first), languageName(second)) : nameOf(section, first);
    case 'topics.topics':
      if (!second) return nameOf(section, first);
      return third ? t('settings.field.urgency', { topic: topicName(second) }) : topicName(second);
    case 'notices.notices': {
      if (!second) return nameOf(section, first);
      const which = t('settings.field.notice', { number: Number(second) + 1 });
      const part = third ? tOr(`settings.field.notices.${third}`, third) : '';
      return [which, part, fourth ? languageName(fourth) : ''].filter(Boolean).join(' · ');
    }
    case 'routing.tiers':
      return second ? withDetail(nameOf(section, first), second) : nameOf(section, first);
    case 'hours.cover':
      if (second === 'timeZone') return t('settings.hours.zone');
      return third ? t('settings.field.shift', { number: Number(third) + 1 }) : nameOf(section, first);
    default:
      return nameOf(section, first);
  }
}

/** Whatever it is; a dash where there is nothing. */
export function valueInWords(section: SectionName, path: Path, value: unknown): string {
  const [first = '', second, third] = path;
  if (value === undefined || value === null || value === '') return nothing(section, first);
  if (path.at(-1) === ORDER) return listed((value as string[]).map((one) => nameIn(first, one)));
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
  if (section === 'topics') return third ? urgency(value as number) : urgency((value as { urgency: number }).urgency);
  if (section === 'routing' && first === 'mode') return t(`settings.routing.mode.${value as 'assign'}`);
  if (section === 'routing' && first === 'tiers' && second) return urgency(value as number);
  if (MS.test(first)) return seconds(value as number);
  if (section === 'languages')
    return Array.isArray(value) ? listed(value.map(languageName)) : languageName(String(value));
  if (first === 'cover') return coverInWords(value, path);
  if (first === 'notices') return noticesInWords(value);
  if (section === 'retention') return t('settings.days', { count: value as number });
  if (section === 'alerts') return alertInWords(first, value as number);
  return typeof value === 'object' ? Object.values(value).join(' · ') : String(value);
}

const nameOf = (section: SectionName, field: string) => tOr(`settings.field.${section}.${field}`, field);
const topicName = (topic: string) => tOr(`topic.${topic}`, topic);
const nameIn = (list: string, item: string) =>
  list === 'languages' ? languageName(item) : list === 'topics' ? topicName(item) : item;
const withDetail = (name: string, detail: string) => `${name} (${detail})`;
const urgency = (level: number) => tOr(`settings.urgency.${level}`, String(level));

function alertInWords(limit: string, count: number): string {
  if (limit === 'waitMinutes') return t('settings.minutes', { count });
  return limit === 'loadPercent' ? `${count} %` : t('settings.conversations', { count });
}

function nothing(section: SectionName, field: string): string {
  if (section === 'retention') return t('settings.retention.forever');
  if (section === 'alerts') return t('settings.off');
  return field === 'color' ? t('settings.look.color.own') : '—';
}

export function seconds(ms: number): string {
  const s = ms / 1000;
  return s >= 60 && s % 60 === 0 ? t('settings.minutes', { count: s / 60 }) : t('settings.seconds', { count: s });
}

function coverInWords(value: unknown, path: Path): string {
  if (typeof value === 'string') return value;
  if (path.at(-1) === 'shifts') return shiftsInWords(value);
  const cover = value as { timeZone?: string; shifts?: unknown };
  if (cover.shifts) return [cover.timeZone, shiftsInWords(cover.shifts)].filter(Boolean).join(' · ');
  return path[2] !== undefined && typeof value === 'object' ? shiftInWords(value as never) : String(value);
}

const shiftsInWords = (shifts: unknown) =>
  (shifts as Parameters<typeof shiftInWords>[0][]).map(shiftInWords).join('; ') || '—';

type NoticeLike = { label?: Record<string, string>; url?: Record<string, string> };

function noticesInWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((one) => firstLabel(one)).join(', ') || '—';
  const { label, url } = value as NoticeLike;
  if (label || url) return [firstLabel(value as NoticeLike), Object.values(url ?? {})[0]].filter(Boolean).join(' · ');
  return Object.values(value as object).join(' · ');
}

const firstLabel = ({ label = {} }: NoticeLike) => Object.values(label)[0] ?? '—';
