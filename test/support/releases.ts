/**
 * The built front ends of two releases, made from the one that is built: every file has another hash, says which
 * release it is from, and in the second the minified names that chunks exchange are others, as after a change of code.
 */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, type Dist } from '@touchline/relay/assets.ts';
import { afterAll } from 'vitest';

export type Release = { dist: Dist; name: 'first' | 'second' };

export async function buildReleases(): Promise<{ first: Release; second: Release }> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-releases-'));
  afterAll(() => rm(folder, { recursive: true }));
  return { first: await buildRelease(folder, 'first'), second: await buildRelease(folder, 'second') };
}

/** Hashed name of a part in a release, as in `panel` of `…/assets/`. */
export async function nameOf(folder: string, part: string, extension = 'js'): Promise<string> {
  const names = await readdir(`${folder}assets`);
  const name = names.find((one) => one.startsWith(`${part}-`) && one.endsWith(`.${extension}`));
  if (!name) throw new Error(`there is no ${part} in ${folder}`);
  return name;
}

/** What a script of a release leaves behind where it has run. */
export const markOf = (release: Release['name'], part: string) => `${part} of the ${release} release`;

async function buildRelease(parent: string, name: Release['name']): Promise<Release> {
  const dist = { widget: join(parent, name, 'widget/'), inbox: join(parent, name, 'inbox/') };
  for (const of of ['widget', 'inbox'] as const) {
    await cp(DIST[of], dist[of], { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    await rebuild(dist[of], name);
  }
  return { dist, name };
}

async function rebuild(folder: string, release: Release['name']): Promise<void> {
  const assets = await readdir(`${folder}assets`);
  const renamed = new Map(assets.map((name) => [name, rehash(name, release)]));
  const files = [
    ...assets.map((name) => `assets/${name}`),
    ...(await readdir(folder)).filter((one) => one.includes('.')),
  ];
  for (const file of files) {
    let text = await readFile(folder + file, 'utf8');
    for (const [before, after] of renamed) text = text.replaceAll(before, after);
    if (file.endsWith('.js')) {
      if (release === 'second') text = renameExchanged(text);
      text += `\n(globalThis.parts??=[]).push(${JSON.stringify(markOf(release, partOf(file)))});\n`;
    }
    await writeFile(folder + file, text);
  }
  for (const [before, after] of renamed) await rename(`${folder}assets/${before}`, `${folder}assets/${after}`);
}

const rehash = (name: string, release: string) =>
  name.replace(/-[A-Za-z0-9_-]{8}(?=\.)/, `-${release.padEnd(6, '_')}${hashOf(name).slice(0, 2)}`);
const hashOf = (name: string) => /-([A-Za-z0-9_-]{8})\./.exec(name)?.[1] ?? '';
const partOf = (file: string) => /([a-z]+)(-[A-Za-z0-9_-]{8})?\.js$/.exec(file)?.[1] ?? file;

/** `a as e` becomes `b as e` wherever one chunk imports from another, `e.a` where it is asked of a whole chunk, and `S as a` becomes `S as b` where it exports. */
function renameExchanged(text: string): string {
  return text
    .replace(
      /\.then\((\w)=>\1\.(\w)\)/g,
      (_all, chunk: string, name: string) => `.then(${chunk}=>${chunk}.${next(name)})`,
    )
    .replace(/import\{([^}]*)\}from"\.\//g, (_all, list: string) => {
      const items = list.split(',').map((item) => {
        const [asked = '', local = asked] = item.split(' as ');
        return `${next(asked)} as ${local}`;
      });
      return `import{${items.join(',')}}from"./`;
    })
    .replace(/export\{([^}]*)\}/g, (_all, list: string) => {
      const items = list.split(',').map((item) => {
        const [local = '', given = local] = item.split(' as ');
        return `${local} as ${next(given)}`;
      });
      return `export{${items.join(',')}}`;
    });
}

/** Of the names that the minifier chose; those with meaning are a contract between releases and stay. */
const next = (name: string) => (name.length > 1 ? name : `${name}2`);
