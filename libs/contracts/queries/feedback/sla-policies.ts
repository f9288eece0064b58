import { Duration, Id, ListOf, OneOf, Text } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import { CASE_KINDS, CASE_STEPS, type CaseKind, type CaseStep } from '../../vocabulary/cases.js';
import { Nested } from '../../fields.js';
import { CaseUnit } from './case-parts.js';

export class SlaPoliciesRequest {
  @Id() unitId: string;
}
export class SlaLimit {
  @OneOf(CASE_KINDS) kind: CaseKind;
  @OneOf(CASE_STEPS) step: CaseStep;
  @Text({ example: 'PT15M', about: 'The limit in force at the unit, ISO 8601' }) duration: string;
  @Nested(() => CaseUnit, { nullable: true, about: 'The unit that set it; null: the default for the whole city' })
  setBy: CaseUnit | null;
}
export class SlaPoliciesView {
  @Id() unitId: string;
  @ListOf(() => SlaLimit) limits: SlaLimit[];
}
export const SlaPolicies = defineQuery<SlaPoliciesView>()('feedback.sla.get', SlaPoliciesRequest);

/** Left out: stays as it is. Null: the limit of the nearest unit above (or the city's default) holds again. */
export class SetSlaPolicyBody {
  @Duration({ optional: true, nullable: true }) acknowledge?: string | null;
  @Duration({ optional: true, nullable: true }) resolve?: string | null;
  @Duration({ optional: true, nullable: true }) confirm?: string | null;
}
export class SetSlaPolicyRequest extends SetSlaPolicyBody {
  @Id() unitId: string;
  @OneOf(CASE_KINDS) kind: CaseKind;
}
/** Limits for a unit and everything below it, until one nearer sets its own. Clocks that run already go on as they were set. */
export const SetSlaPolicy = defineCommand<SlaPoliciesView>()('feedback.sla.set', SetSlaPolicyRequest);
