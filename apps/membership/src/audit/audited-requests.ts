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

  'cmd.membership.union.add.v1': ['worker.second-union.added'],
  'cmd.membership.union.add-member.v1': ['worker.second-union.added'],
  'cmd.membership.union.end.v1': ['worker.second-union.ended'],
  'cmd.membership.union.end-own.v1': ['worker.second-union.ended'],
  'qry.membership.union.second-members.v1': ['worker.names.seen'],

  'cmd.membership.transfer.ask-own.v1': ['transfer.asked'],
  'cmd.membership.transfer.ask-for.v1': ['transfer.asked'],
  'cmd.membership.transfer.ask-here.v1': ['transfer.asked'],
  'cmd.membership.transfer.agree.v1': ['transfer.agreed', 'transfer.ended'],
  'cmd.membership.transfer.refuse.v1': ['transfer.refused', 'transfer.ended'],
  'cmd.membership.transfer.object-for.v1': ['transfer.refused', 'transfer.ended'],
  'cmd.membership.transfer.withdraw.v1': ['transfer.ended'],
  'qry.membership.transfer.of-unit.v1': ['worker.names.seen'],

  'cmd.membership.departure.record.v1': ['worker.departed'],
  'cmd.membership.departure.own.v1': ['worker.departed'],
  'cmd.membership.departure.take-back.v1': ['worker.departure.taken-back'],

  'cmd.membership.joining.code.v1': { notAudited: 'shows the union its own code; nothing of a person' },
  'cmd.membership.joining.renew-code.v1': ['join-code.renewed'],
  'cmd.membership.joining.apply.v1': { notAudited: 'by somebody without an account; the application itself is kept' },
  'cmd.membership.joining.withdraw.v1': { notAudited: 'by somebody without an account; the application itself is kept' },
  'cmd.membership.joining.read.v1': ['joining.read'],
  'cmd.membership.joining.approve.v1': ['joining.approved', 'transfer.asked'],
  'cmd.membership.joining.refuse.v1': ['joining.refused'],

  'cmd.membership.contact.change-own-phone.v1': ['worker.phone.changed'],
  'cmd.membership.contact.change-phone-for.v1': ['worker.phone.changed'],
  'cmd.membership.contact.set-own.v1': ['worker.preferences.set'],
  'cmd.membership.contact.set-for.v1': ['worker.preferences.set'],
  'cmd.membership.consent.give.v1': ['consent.given'],
  'cmd.membership.consent.withdraw.v1': ['consent.withdrawn'],
  'cmd.membership.correction.ask.v1': ['correction.asked'],
  'cmd.membership.correction.withdraw.v1': { notAudited: 'by the worker; the request itself keeps it' },
  'qry.membership.correction.list.v1': ['worker.names.seen'],
  'cmd.membership.correction.approve.v1': ['correction.approved'],
  'cmd.membership.correction.refuse.v1': ['correction.refused'],
  'cmd.membership.erasure.ask.v1': { notAudited: 'nothing is erased yet' },
  'cmd.membership.erasure.confirm.v1': ['worker.erased'],
};
