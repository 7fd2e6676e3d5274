const PHONE = '(max-width:480px),(max-height:480px)';

export function isPhone(): boolean {
  return matchMedia(PHONE).matches;
}
