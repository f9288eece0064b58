import type { AuditAction } from '@guantong/contracts';

/** What a command, or a look at personal data, leaves in the audit log; or why it leaves nothing. */
export type AuditRule = readonly AuditAction[] | { notAudited: string };

const OWN_SESSION = { notAudited: 'one’s own log-in: the session row keeps it' };

/** By subject. Every command of this service, and every question that shows personal data of others, has its line. */
export const AUDITED_REQUESTS: Readonly<Record<string, AuditRule>> = {
  'cmd.membership.city.bootstrap.v1': ['city.bootstrapped'],
  'cmd.membership.unit.open.v1': ['unit.opened'],
  'cmd.membership.unit.change.v1': ['unit.changed'],
  'cmd.membership.unit.move.v1': ['unit.moved'],

  'cmd.membership.file-import.start.v1': ['file-import.started', 'file-import.done', 'file-import.failed'],
  'cmd.membership.file-import.append.v1': { notAudited: 'a piece of a file that was started; nothing is changed yet' },
  'cmd.membership.file-import.finish.v1': { notAudited: 'the import is written down when it has been done' },

  'cmd.membership.worker.reveal-phone.v1': ['worker.phone.revealed'],
  'qry.membership.worker.names.v1': ['worker.names.seen'],
  'qry.membership.worker.list.v1': ['worker.names.seen'],
  'qry.membership.worker.find.v1': ['worker.names.seen'],
  'qry.membership.worker.get.v1': ['worker.names.seen'],
  'cmd.membership.account.issue-access-code.v1': ['worker.access-code.issued'],
  'cmd.membership.account.set-worker-password.v1': ['worker.password.set'],

  'cmd.membership.session.open.v1': OWN_SESSION,
  'cmd.membership.session.close.v1': OWN_SESSION,
  'cmd.membership.session.end.v1': OWN_SESSION,

  'cmd.membership.appointment.appoint.v1': ['appointment.made'],
  'cmd.membership.appointment.change-term.v1': ['appointment.term-changed'],
  'cmd.membership.appointment.dismiss.v1': ['appointment.ended'],
  'cmd.membership.appointment.name-deputy.v1': ['deputy.named'],
  'cmd.membership.appointment.end-deputy.v1': ['deputy.ended'],

  'cmd.membership.duty.set.v1': ['duty-roster.set'],
  'cmd.membership.duty.arrange-substitute.v1': ['duty-substitute.set'],
  'cmd.membership.duty.cancel-substitute.v1': ['duty-substitute.cancelled'],
  'cmd.membership.calendar.set-day.v1': ['calendar-day.set'],
  'cmd.membership.calendar.clear-day.v1': ['calendar-day.cleared'],
};
