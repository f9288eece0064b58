export * from './post-drafts.js';
export * from './post-queries.js';
export * from './post-steps.js';
export * from './post-views.js';
