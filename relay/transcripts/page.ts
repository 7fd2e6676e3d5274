/** A transcript to read and to print: one HTML page that loads nothing and runs nothing. */
import type { Rating } from '@touchline/shared/conversation.ts';
import { directionOf } from '@touchline/shared/direction.ts';
import { html, type Markup, textOf } from './markup.ts';
import type { Telling } from './telling.ts';
import type { Line, Said } from './transcript.ts';
import { written } from './written.ts';

export type Heading = { brand: string; reference: string; madeAt: number; player: string };

/** In pieces, so that a long one is made while it is sent. */
export function* pageOf(lines: readonly Line[], heading: Heading, told: Telling, style: string): Generator<string> {
  const { brand, reference, madeAt } = heading;
  const title = told.say('transcript.title', { reference });
  // The style is ours, and its text is what the hash in the policy is of.
  yield `<!doctype html><html lang="${told.locale}" dir="${told.direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><style>${style}</style>`;
  yield textOf(html`<title>${title} · ${brand}</title></head><body><header>
<p class="brand"><bdi>${brand}</bdi></p><h1>${title}</h1>
<p>${told.say('transcript.asOf', { moment: told.moment(madeAt) })}</p>
<p>${told.say('transcript.zone', { zone: told.zone(madeAt) })}</p></header><main>`);
  let day = '';
  for (const line of lines) {
    const today = told.day(line.at);
    if (today !== day) yield textOf(html`<h2>${today}</h2>`);
    day = today;
    yield textOf(lineOf(line, heading, told));
  }
  yield '</main></body></html>';
}

function lineOf(line: Line, { player }: Heading, told: Telling): Markup {
  const time = html`<time datetime="${new Date(line.at).toISOString()}">${told.time(line.at)}</time>`;
  switch (line.kind) {
    case 'said':
      return html`<article><p class="by"><b><bdi>${line.name ?? player}</bdi></b>${time}</p>${saidOf(line, told)}</article>`;
    case 'turn':
      return html`<p class="turn">${told.say(line.word, { name: line.name })} · ${time}</p>`;
    case 'rating':
      return html`<article class="aside"><p class="by"><b>${ratingTitle(line.rating, told)}</b>${time}</p>${ratingOf(line.rating, told)}</article>`;
  }
}

function saidOf({ text, translation, files, about, repliesTo, corrects }: Said, told: Telling): Markup[] {
  return [
    ...(repliesTo ? [quoteOf(told.say('transcript.reply'), repliesTo)] : []),
    ...(corrects ? [quoteOf(told.say('transcript.correction'), corrects)] : []),
    ...(text ? [html`<p class="text" dir="${directionOf(text)}">${written(text)}</p>`] : []),
    ...(translation
      ? [
          html`<div class="aside"><p class="label">${told.say('transcript.translated')} · ${told.language(translation.language)}</p>
<p class="text" dir="${directionOf(translation.text)}" lang="${translation.language}">${written(translation.text)}</p></div>`,
        ]
      : []),
    ...(about
      ? [
          html`<p class="label">${told.say('transcript.about')}: <bdi>${about.title}</bdi> (<bdi>${about.id}</bdi>)${
            about.signed ? null : html` · ${told.say('transcript.unconfirmed')}`
          }</p>`,
        ]
      : []),
    ...files.map(
      ({ name, bytes }) =>
        html`<p class="file">${told.say('transcript.file')}: <bdi>${name}</bdi> <small>${told.size(bytes)}</small></p>`,
    ),
  ];
}

function quoteOf(label: string, text: string): Markup {
  return html`<p class="label">${label}</p><blockquote dir="${directionOf(text)}">${written(excerptOf(text))}</blockquote>`;
}

function ratingOf(rating: Rating, told: Telling): Markup {
  return html`<dl>${ratingParts(rating, told).map(([name, value]) => html`<dt>${name}</dt><dd><bdi class="text">${value}</bdi></dd>`)}</dl>`;
}

export function ratingTitle({ solved }: Rating, told: Telling): string {
  return `${told.say('transcript.rating')} · ${told.say(solved ? 'transcript.solved' : 'transcript.unsolved')}`;
}

/** Named values, of those that were given. */
export function ratingParts({ speed, courtesy, competence, comment }: Rating, told: Telling): [string, string][] {
  const marks = [
    ['transcript.speed', speed],
    ['transcript.courtesy', courtesy],
    ['transcript.competence', competence],
  ] as const;
  return [
    ...marks.flatMap(([word, mark]): [string, string][] => (mark ? [[told.say(word), `${mark}/5`]] : [])),
    ...(comment ? [[told.say('transcript.comment'), comment] as [string, string]] : []),
  ];
}

const EXCERPT_MAX = 160;

export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= EXCERPT_MAX ? line : `${line.slice(0, EXCERPT_MAX).toWellFormed()}…`;
}
