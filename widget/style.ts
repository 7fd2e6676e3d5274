/** Brings stylesheets and the site's colour into the shadow root. */
import type { Host } from './host.ts';

/** The sheets as one file, for browsers without constructed stylesheets; build.ts puts its name in. */
declare const STYLE: string;

const files = new WeakMap<ShadowRoot, HTMLLinkElement>();

export function addStyle({ root, url }: Host, css: string) {
  try {
    // Not a <style> element, which a strict policy forbids.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    if (files.has(root)) return;
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = url(STYLE);
    files.set(root, link);
    root.append(link);
  }
}

/** The tag's colour, the page's custom property, the site's setting, ours: the first that there is. */
export function paintAccent({ element, button, box }: Host, siteColour: string | null) {
  const isSet = element.dataset.color || getComputedStyle(element).getPropertyValue('--touchline-color').trim();
  if (siteColour && !isSet) element.style.setProperty('--touchline-color', siteColour);
  box.style.setProperty('--accent', getComputedStyle(button).backgroundColor);
}
