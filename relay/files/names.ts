/** A file's name as it is shown and offered for saving. Pure. What is stored never lies under it. */
import { redact } from '@touchline/shared/redact.ts';
import { FILE_NAME_MAX_CHARACTERS } from '@touchline/shared/wire.ts';
import { extensionFor, extensionOf } from './kinds.ts';

/**
 * Without folders, without what cannot be seen or turns the reading around (`gpj.exe` would read `exe.jpg`), without what
 * a system takes for more than a name, and without card numbers. A name without an extension is given the type's.
 */
export function fileName(given: string, type: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = extensionOf(plain);
  const stem = redact(extension ? plain.slice(0, -extension.length - 1) : plain).trim() || 'file';
  const ending = `.${extension || extensionFor(type)}`;
  return cut(stem, FILE_NAME_MAX_CHARACTERS - ending.length) + ending;
}

/** Never inside of a character. */
function cut(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).toWellFormed().replaceAll('\ufffd', '').trimEnd();
}
