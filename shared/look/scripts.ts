/** The few things that scripts paint with, where no stylesheet reaches. Apart, so that no script carries the whole table. */

/** The launcher of a site that names no colour. */
export const SITE_COLOUR = '#2456d6';

/** Around the launcher and the panel. */
export const PANEL_SHADOW = '0 4px 24px #0004';

/** What text stands on in the panel: `bubble`, which leaves less contrast than the plain ground. */
export const BUBBLE_LIGHT: [red: number, green: number, blue: number] = [241, 243, 245];
export const BUBBLE_DARK: typeof BUBBLE_LIGHT = [38, 42, 46];

/** The count on the launcher and on the tab. */
export const COUNT_COLOUR = '#b3261e';

/** Brands that name no colour, told apart. */
export const BRAND_COLOURS = ['#2f6fde', '#c2410c', '#7c3aed', '#0f8a8a', '#b4237a', '#8a6d00'] as const;
