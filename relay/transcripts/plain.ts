/**
 * A transcript as plain text. What people wrote is indented, so that no message can look like a line of ours, such as one
 * of somebody else's.
 */
import { excerptOf, type Heading, ratingParts, ratingTitle } from './page.ts';
import type { Telling } from './telling.ts';
import type { Line, Said } from './transcript.ts';

export function* plainOf(lines: readonly Line[], heading: Heading, told: Telling): Generator<string> {
  const { brand, reference, madeAt, player } = heading;
  yield `${brand}\n${told.say('transcript.title', { reference })}\n`;
  yield `${told.say('transcript.asOf', { moment: told.moment(madeAt) })}\n`;
  yield `${told.say('transcript.zone', { zone: told.zone(madeAt) })}\n`;
  let day = '';
  for (const line of lines) {
    const today = told.day(line.at);
    if (today !== day) yield `\n${today}\n`;
    day = today;
    yield `\n${told.time(line.at)}  ${wordsOf(line, player, told)}\n`;
  }
}

function wordsOf(line: Line, player: string, told: Telling): string {
  switch (line.kind) {
    case 'said':
      return [line.name ?? player, ...saidOf(line, told)].join('\n');
    case 'turn':
      return told.say(line.word, { name: line.name });
    case 'rating':
      return [
        ratingTitle(line.rating, told),
        ...ratingParts(line.rating, told).map(([name, value]) => indented(`${name}: ${value}`)),
      ].join('\n');
  }
}

function saidOf({ text, translation, files, about, repliesTo, corrects }: Said, told: Telling): string[] {
  const labelled = (label: string, value: string) => indented(`[${label}] ${value}`);
  return [
    ...(repliesTo ? [labelled(told.say('transcript.reply'), excerptOf(repliesTo))] : []),
    ...(corrects ? [labelled(told.say('transcript.correction'), excerptOf(corrects))] : []),
    ...(text ? [indented(text)] : []),
    ...(translation
      ? [labelled(`${told.say('transcript.translated')} · ${told.language(translation.language)}`, translation.text)]
      : []),
    ...(about
      ? [
          labelled(told.say('transcript.about'), `${about.title} (${about.id})`) +
            (about.signed ? '' : ` · ${told.say('transcript.unconfirmed')}`),
        ]
      : []),
    ...files.map(({ name, bytes }) => labelled(told.say('transcript.file'), `${name} (${told.size(bytes)})`)),
  ];
}

/** Every line of it, whatever parts lines. */
function indented(text: string): string {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => `    ${line}`)
    .join('\n');
}
