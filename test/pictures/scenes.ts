/** A tour is many scenes; one that cannot be shown is told at the end and keeps nobody from seeing the others. */
import { expect } from 'vitest';

export function tour() {
  const failed: string[] = [];
  const wanted = process.env.SCENE;
  return {
    async scene(name: string, play: () => Promise<void>): Promise<void> {
      if (wanted && !name.includes(wanted)) return;
      await play().catch((error: Error) => failed.push(`${name}: ${error.message.split('\n')[0]}`));
    },
    allShown: () => expect(failed).toEqual([]),
  };
}
