/** How long a number is beside the others; the number itself stands in the next cell. */
const WIDTH = 100;

export function Bar({ value, most }: { value: number | null; most: number }) {
  const width = value && most > 0 ? Math.max(1, (value / most) * WIDTH) : 0;
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect width={width} height="10" />
    </svg>
  );
}
