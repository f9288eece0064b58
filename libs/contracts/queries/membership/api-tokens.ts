import { Id, ListOf, ListOfOneOf, OneOf, Text, Timestamp } from '../../fields.js';
import { defineCommand, defineQuery } from '../../rpc-definition.js';
import type { Permission, Reach } from '../../vocabulary/roles.js';
import { TOKEN_PERMISSIONS } from '../../vocabulary/second-factor.js';
import { UnitRef } from './unit-views.js';

/** A token that a program acts with, never more than its maker may do at that moment. */
export class ApiTokenView {
  @Id() tokenId: string;
  @Text({ max: 50 }) name: string;
  @Text({ about: 'How the token begins, to recognise it' }) prefix: string;
  @ListOf(() => UnitRef, { max: 1, about: 'Where it holds' }) units: UnitRef[];
  @OneOf(['UNIT', 'SUBTREE']) reach: Reach;
  @ListOfOneOf(TOKEN_PERMISSIONS) permissions: Permission[];
  @Timestamp() createdAt: string;
  @Timestamp() expiresAt: string;
  @Timestamp({ nullable: true, about: 'To about ten minutes' }) lastUsedAt: string | null;
  @Timestamp({ nullable: true }) revokedAt: string | null;
}
export class ApiTokenList {
  @ListOf(() => ApiTokenView) items: ApiTokenView[];
  @Text({ nullable: true }) next: string | null;
}
export class OwnApiTokensRequest {}
/** The caller's own, newest first, the last hundred. */
export const OwnApiTokens = defineQuery<ApiTokenList>()('membership.api-token.own', OwnApiTokensRequest);

export class MakeApiTokenBody {
  @Text({ max: 50, about: 'What it is for' }) name: string;
  @Id() unitId: string;
  @OneOf(['UNIT', 'SUBTREE']) reach: Reach;
  @ListOfOneOf(TOKEN_PERMISSIONS, { min: 1, max: 30 }) permissions: Permission[];
  @Timestamp({ about: 'At most a year from now' }) expiresAt: string;
}
export class MadeApiToken extends ApiTokenView {
  @Text({ about: 'Shown this once. Send as "Authorization: Bearer gt_…".' }) token: string;
}
/** Within `api_token.manage` scope, and no more than the maker may do there. TOKEN_BEYOND_MAKER */
export const MakeApiToken = defineCommand<MadeApiToken>()('membership.api-token.make', MakeApiTokenBody);

export class ApiTokenIdRequest {
  @Id() tokenId: string;
}
/** By its maker, or by whoever may close the maker's account. */
export const RevokeApiToken = defineCommand<ApiTokenView>()('membership.api-token.revoke', ApiTokenIdRequest);
