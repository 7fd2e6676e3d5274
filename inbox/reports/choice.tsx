/** A list to choose one from, with its name above it. */
type Props = {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  choose(value: string): void;
  part?: string;
};

export function Choice({ label, value, options, choose, part }: Props) {
  return (
    <label class="choice">
      <span class="label">{label}</span>
      <select
        class="input"
        data-part={part}
        value={value}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
