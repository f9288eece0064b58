/**
 * A post is in force for so many days after its publication, unless it is recalled: so long it is given to units that come
 * under a parent which has it, and to units that are opened out of one which has it.
 */
export const IN_FORCE_DAYS = 30;

/** Of a post `p`. */
export const IS_IN_FORCE = `(p.status = 'PUBLISHED' and p.published_at > now() - make_interval(days => ${IN_FORCE_DAYS}))`;
