// Every place of the app: those of one assessment, and the others.
export const PAGES = [
  'overview',
  'questions/4',
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
  'report',
  'profile',
  'data',
];
export const OTHERS = ['', '#/glossary', '#/method', '#/style', '#/nowhere'];
