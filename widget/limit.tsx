import type { PartProps } from './part-props.ts';

export { default as css } from './styles/limit.css?inline';

/** How many characters are left, once that is worth knowing; below zero, how many are too many. */
export function Limit({ left, t }: PartProps & { left: number }) {
  const isOver = !(left >= 0);
  return (
    <p class={isOver ? 'limit over' : 'limit'} id="limit" role="status" data-part="limit">
      {Number.isNaN(left)
        ? t('composer.tooLong')
        : t(isOver ? 'composer.over' : 'composer.left', { count: Math.abs(left) })}
    </p>
  );
}
