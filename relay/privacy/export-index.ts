/** The first page of an export, for somebody who opens it without tools. Loads nothing and runs nothing. */
import { html, textOf } from '../transcripts/markup.ts';
import type { Telling } from '../transcripts/telling.ts';
import type { ExportSite, Placed } from './export-places.ts';

type Index = {
  site: ExportSite;
  madeAt: number;
  contacts: readonly Record<string, unknown>[];
  folders: readonly { id: string; folder: string }[];
  files: readonly Placed[];
  internal: boolean;
  told: Telling;
  style: string;
};

export function* indexPage(index: Index): Generator<string> {
  const { site, madeAt, contacts, folders, files, internal, told, style } = index;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  yield `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style>`;
  yield textOf(html`<title>Data of one player · ${site.name}</title></head><body><header>
<p class="brand"><bdi>${site.name}</bdi></p><h1>Data of one player</h1><p>${told.moment(madeAt)}, ${told.zone(madeAt)}</p></header><main>
<h2>Who</h2>${contacts.map(
    (contact) =>
      html`<dl>${Object.entries(contact)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => html`<dt>${name}</dt><dd class="text"><bdi>${shown(value)}</bdi></dd>`)}</dl>`,
  )}
<p><a href="player.json">player.json</a></p><h2>Conversations</h2>`);
  for (const { folder } of folders) {
    yield textOf(
      html`<p><a href="conversations/${folder}.html">${folder}</a> · <a href="conversations/${folder}.json">JSON</a></p>`,
    );
  }
  yield textOf(html`<h2>Files</h2>`);
  for (const { file, path } of files) {
    yield textOf(
      html`<p class="file"><a href="${encodeURI(path)}"><bdi>${file.name}</bdi></a> <small>${told.size(file.bytes)}</small></p>`,
    );
  }
  if (internal) {
    yield textOf(html`<h2>Between operators</h2><p><a href="internal/player.json">internal/player.json</a></p>`);
    for (const { folder } of folders) {
      yield textOf(
        html`<p><a href="internal/conversations/${folder}.json">internal/conversations/${folder}.json</a></p>`,
      );
    }
  }
  yield '</main></body></html>';
}

function shown(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
