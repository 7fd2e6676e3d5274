/** The count where a tab shows it: in the title, and on the icon, which is all that a narrow tab has room for. */
import { COUNT_COLOUR } from '@touchline/shared/look/scripts.ts';
import { t } from '../words.ts';

/** Nothing to count is `0`. The page's icon is an SVG at a `data:` address, which the inbox's CSP lets images have. */
export function createBadge(): (count: number) => void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const plain = icon?.href ?? '';
  return (count) => {
    document.title = count > 0 ? t('title.count', { count }) : t('title');
    if (icon) icon.href = count > 0 ? withMark(plain, count > 9 ? '9+' : `${count}`) : plain;
  };
}

function withMark(address: string, text: string): string {
  const [head, svg = ''] = address.split(/,(.*)/s);
  const field = `<rect x='3' y='5' width='13' height='11' rx='4' fill='${COUNT_COLOUR}'/>`;
  const font = `font-family='sans-serif' font-weight='700' font-size='${text.length > 1 ? 9 : 10}'`;
  const mark = `${field}<text x='9.5' y='14' text-anchor='middle' fill='#fff' ${font}>${text}</text>`;
  return `${head},${encodeURIComponent(decodeURIComponent(svg).replace('</svg>', `${mark}</svg>`))}`;
}
