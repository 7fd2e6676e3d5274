/** What a reply refers to, and how that is kept beside its draft. Pure. */

/** `quote`: it answers that message. `correct`: it puts that own one right; both stay. */
export type About = { kind: 'quote' | 'correct'; seq: number };

export function writeAbout({ kind, seq }: About): string {
  return `${kind} ${seq}`;
}

export function readAbout(kept: string): About | null {
  const [kind, seq] = kept.split(' ');
  return (kind === 'quote' || kind === 'correct') && Number(seq) > 0 ? { kind, seq: Number(seq) } : null;
}

/** As a message carries it. */
export function referring(about: About | null): { replyTo?: number; corrects?: number } {
  if (!about) return {};
  return about.kind === 'quote' ? { replyTo: about.seq } : { corrects: about.seq };
}

export function referredBy({ replyTo, corrects }: { replyTo?: number | undefined; corrects?: number | undefined }) {
  if (corrects !== undefined) return { kind: 'correct', seq: corrects } satisfies About;
  return replyTo !== undefined ? ({ kind: 'quote', seq: replyTo } satisfies About) : null;
}
