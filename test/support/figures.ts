/** How often a fault is repeated, and how a zero is reported. `FAULTS=full` runs the full counts of the contract. */

export function times({ quick, full }: { quick: number; full: number }): number {
  return process.env.FAULTS === 'full' ? full : quick;
}

/** None in N trials says with 95 % confidence that fewer than 3 in N go wrong. */
export function printZero(name: string, problems: readonly string[], n: number): void {
  const bound = problems.length === 0 ? `, so at most ${percent(3 / n)} at 95 %` : '';
  process.stdout.write(`${name}: ${problems.length} of ${n.toLocaleString('en')}${bound}\n`);
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
