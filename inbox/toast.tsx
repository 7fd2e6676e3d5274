/** The passing notice as it is shown. */
import type { Notice } from './notice.ts';

export function Toast({ notice }: { notice: Notice }) {
  const back = notice.wayBack.value;
  return (
    <div class="toast" role="status" data-part="toast">
      {notice.text.value && (
        <span>
          {notice.text.value}
          {back && (
            <button class="button bare" type="button" data-part="undo" onClick={back.act}>
              {back.label}
            </button>
          )}
        </span>
      )}
    </div>
  );
}
