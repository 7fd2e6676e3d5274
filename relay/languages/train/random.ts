/** Numbers from 0 to 1 that are the same in every run. */
export function seeded(seed: string): () => number {
  let state = hash(seed);
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619) >>> 0;
  return value;
}
