import type { Clock } from '@touchline/shared/clock.ts';
import { createDeepL } from './deepl.ts';
import { createLibreTranslate } from './libretranslate.ts';
import type { Provider } from './provider.ts';
import type { TranslatorSetting } from './translator-settings.ts';

export function openProviders(settings: readonly TranslatorSetting[], clock: Clock): Provider[] {
  return settings.map((setting) =>
    setting.kind === 'deepl' ? createDeepL(setting) : createLibreTranslate(setting, clock),
  );
}
