/** The look of a printed transcript. Nothing in it loads anything; its hash is what the page's policy lets in. */
import { createHash } from 'node:crypto';

const LOOK = `
:root { color-scheme: light dark; --ink: #1a1d21; --quiet: #5b626b; --line: #e2e5e9; --paper: #fff; --tint: #f4f6f8; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e9ecef; --quiet: #a2abb5; --line: #32373e; --paper: #16191d; --tint: #1f2328; }
}
* { box-sizing: border-box; margin: 0; }
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
header { padding-bottom: 1rem; border-bottom: 2px solid var(--accent); }
h1 { font-size: 1.375rem; line-height: 1.25; }
h2 { margin: 2rem 0 .75rem; font-size: .875rem; font-weight: 600; color: var(--quiet); }
header p, .turn, .by time, .label, .file small { font-size: .875rem; color: var(--quiet); }
.brand { font-weight: 600; color: inherit; }
article { margin-block: .75rem; break-inside: avoid; }
.by { display: flex; flex-wrap: wrap; gap: 0 .5rem; align-items: baseline; }
.by b { font-weight: 600; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.line { white-space: nowrap; }
blockquote { padding-inline-start: .75rem; border-inline-start: 2px solid var(--line); color: var(--quiet);
  font-size: .875rem; overflow-wrap: anywhere; }
.aside { margin-top: .375rem; padding: .5rem .75rem; background: var(--tint); border-radius: .5rem; }
.turn { margin-block: .75rem; }
.file { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .125rem .75rem; }
dt { color: var(--quiet); }
@page { margin: 18mm; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } .aside { border: 1px solid var(--line); } }
`;

const ACCENT = '#3f6f52';

/** The style sheet with a brand's colour, and the policy under which it is the only thing that may have an effect. */
export function lookOf(color: string | undefined): { style: string; policy: string } {
  const style = `:root{--accent:${color ?? ACCENT}}${LOOK}`;
  const hash = createHash('sha256').update(style).digest('base64');
  // A sandbox in which one may print, and nothing else.
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    'sandbox allow-modals',
  ];
  return { style, policy: policy.join('; ') };
}
