// Every place of the app, for whatever goes through all of them.

/** Places outside of an assessment. */
export const OTHERS = [
  '',
  '#/import',
  '#/rollup',
  '#/glossary',
  '#/method',
  '#/privacy',
  '#/about',
  '#/changes',
  '#/style',
  '#/nowhere',
];

/** Pages of an assessment. */
export const PAGES = [
  'overview',
  'questions/4',
  'interviews',
  'gaps',
  'readiness',
  'readiness/S1-8',
  'score/6.1.2',
  'score/all',
  'score/controls-people',
  'evidence',
  'findings',
  'checks',
  'documents',
  'documents/D17',
  'controls',
  'controls/5.1',
  'charts',
  'roadmap',
  'work',
  'work/SC',
  'what-if',
  'report',
  'profile',
  'data',
  'packs',
  'merge',
  'snapshots',
  'snapshots/2026-03-31-da2c69457850',
  'compare',
];
