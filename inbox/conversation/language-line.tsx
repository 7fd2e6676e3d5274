/** Under the head of a conversation: what the player writes in and how sure that is, and what is translated. */
import type { Side } from '@touchline/shared/conversation.ts';
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { PopoverMenu } from '../popover-menu.tsx';
import { Switch } from '../switch.tsx';
import { languageName } from '../when.ts';
import { t } from '../words.ts';

export function LanguageLine({ desk }: { desk: Desk }) {
  const { language, row, handling } = desk.conversation;
  if (!row.value) return null;
  const { player, operator } = language.isTranslated.value;
  return (
    <div class="language-line" data-part="language-line">
      <button
        class="button bare"
        type="button"
        popoverTarget="language-menu"
        data-part="player-language"
        disabled={handling.colleague.value !== null}
      >
        {t('language.writes', { language: languageName(language.of.value) })}
        <span class="soft">{t(language.isChosen.value ? 'language.chosen' : 'language.guess')}</span>
        <Icon name="down" size={12} />
      </button>
      {language.isHelpless.value && (
        <p data-part="untranslated">
          <Icon name="info" size={12} />
          {t('translation.none')}
        </p>
      )}
      {language.translates.value && !(player && operator) && (
        <p>{t(player ? 'translation.off.operator' : operator ? 'translation.off.player' : 'translation.off')}</p>
      )}
      <LanguageMenu desk={desk} />
    </div>
  );
}

/** Picking by hand ends the guessing, for both sides. */
function LanguageMenu({ desk }: { desk: Desk }) {
  const { language } = desk.conversation;
  const isOf = (choice: string) => choice === language.of.value;
  return (
    <PopoverMenu id="language-menu" class="language-menu">
      <p class="soft">{t('language.menu')}</p>
      <div class="language-choices">
        {language.choices.value.map((choice) => (
          <button
            key={choice}
            class="menu-item"
            type="button"
            aria-pressed={isOf(choice)}
            data-language={choice}
            onClick={() => language.speak(choice)}
          >
            <span>{languageName(choice)}</span>
            {isOf(choice) && <Icon name="check" />}
          </button>
        ))}
      </div>
      {language.translates.value && (
        <>
          <Translating desk={desk} side="operator" />
          <Translating desk={desk} side="player" />
        </>
      )}
    </PopoverMenu>
  );
}

function Translating({ desk, side }: { desk: Desk; side: Side }) {
  const { language } = desk.conversation;
  return (
    <Switch
      label={t(side === 'operator' ? 'translation.forMe' : 'translation.forPlayer')}
      on={language.isTranslated.value[side]}
      set={(on) => language.translate(side, on)}
    />
  );
}
