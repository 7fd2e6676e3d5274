/** What operators have written down about the player, for each other. */
import type { ContactNote } from '@touchline/shared/contact.ts';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { shortTime } from '../when.ts';
import type { CardOfContact } from './card-model.ts';

export function Notes({ model, now }: { model: CardOfContact; now: number }) {
  return (
    <section aria-label={t('contact.notes')} data-part="contact-notes">
      <h3>{t('contact.notes')}</h3>
      <form
        class="note-form"
        onSubmit={(event) => {
          event.preventDefault();
          void model.addNote();
        }}
      >
        <textarea
          class="input"
          rows={2}
          aria-label={t('contact.notes.label')}
          placeholder={t('contact.notes.placeholder')}
          value={model.draft.value}
          onInput={(event) => model.write(event.currentTarget.value)}
        />
        {model.draft.value.trim() && (
          <button class="button" type="submit" data-part="note-add" disabled={model.busy.value === 'notes'}>
            {t('contact.notes.add')}
          </button>
        )}
      </form>
      {model.trouble.value === 'notes' && (
        <p class="hint bad" role="alert">
          {t('contact.failed')}
        </p>
      )}
      <ul>
        {model.notes.value.map((note) => (
          <Note key={note.id} note={note} now={now} remove={() => void model.removeNote(note.id)} />
        ))}
      </ul>
    </section>
  );
}

function Note({ note, now, remove }: { note: ContactNote; now: number; remove(): void }) {
  return (
    <li class="contact-note" data-part="contact-note">
      <p dir="auto">{note.text}</p>
      <p class="soft">
        <span>
          <bdi>{note.by.name}</bdi> · {shortTime(note.at, now)}
        </span>
        {note.mayDelete && (
          <button
            class="button bare icon"
            type="button"
            data-part="note-delete"
            aria-label={t('contact.notes.delete')}
            title={t('contact.notes.delete')}
            onClick={remove}
          >
            <Icon name="close" size={12} />
          </button>
        )}
      </p>
    </li>
  );
}
