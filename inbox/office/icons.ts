/** Drawn as those of icons.tsx; they come with the office. */
import type { OfficePage } from '../router.ts';

export const PATHS: Record<OfficePage, string> = {
  floor: 'M2.5 3h4.5v4.5H2.5ZM9 3h4.5v4.5H9ZM2.5 9h4.5v4.5H2.5ZM9 9h4.5v4.5H9Z',
  reports: 'M2.5 13.5h11M4 11V8M8 11V3.5M12 11V6',
  settings: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 3.5v3M6 9.5v3',
  people:
    'M6 7.7a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6ZM1.7 13c.5-2.1 2.2-3.2 4.3-3.2s3.8 1.1 4.3 3.2M10.6 3.3a2.3 2.3 0 0 1 0 4.2M12 10.1c1.3.4 2.1 1.4 2.4 2.9',
  keeping: 'M2.5 3h11v3h-11ZM3.5 6v7.5h9V6M6.5 9h3',
};
