/** The product's sign: a T that is a touchline. */
export function Mark({ words = true }: { words?: boolean }) {
  return (
    <span class="mark-line">
      <svg width="20" height="20" viewBox="0 0 16 16" aria-hidden="true">
        <rect class="mark-field" width="16" height="16" rx="4" />
        <path class="mark-stroke" d="M4 4.5h8M8 4.5V12" />
      </svg>
      {words && <span>Touchline</span>}
    </span>
  );
}
