/**
 * What the panel does not wait for: whatever shows and sends messages. It is asked for together with the panel, and is
 * there long before the first message, which has to come over a socket that is only just opening.
 */
import { paintText } from './accent.ts';
import { Back } from './back.tsx';
import { Clip } from './clip.tsx';
import { LanguageButton } from './language-button.tsx';
import css from './later.css?inline';
import { mayNotWrite } from './may-not-write.ts';
import { Menu } from './menu.tsx';
import { Part } from './parts.tsx';
import { Thread } from './thread.tsx';
import { createWriting } from './writing.ts';

/** One object, because the names of many exports are written out for each. */
export const later = { paintText, Back, Clip, LanguageButton, css, mayNotWrite, Menu, Part, Thread, createWriting };
