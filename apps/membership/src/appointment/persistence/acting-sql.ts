/** Of a row of `acting_appointment` (or anything with such a term): in force now, by the database clock. */
export const inForceSql = (alias: string): string =>
  `${alias}.starts_at <= now() and (${alias}.ends_at is null or ${alias}.ends_at > now())`;

/**
 * A sub-select with what an account may do where, now, as JSON in the form of `Actor.appointments`. Plan: the
 * appointments by appointment_of_account, the cover by deputy_cover_of_account.
 *
 * @param account the column with the account's id
 */
export const actingAppointmentsSql = (account: string): string =>
  `coalesce((select json_agg(json_strip_nulls(json_build_object('unitId', acting.unit_id, 'role', acting.role,
                                                                'actingFor', acting.acting_for)))
               from acting_appointment acting where acting.account_id = ${account} and ${inForceSql('acting')}), '[]')`;
