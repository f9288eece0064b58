/** What somebody reads whose request has ended because of a change of the tree. Names of unions only. */
export const unionGoneText = (union: string): string =>
  `“${union}”已撤销，没有接续的工会，这件事随之结束。请另选一个工会。`;

export const alreadyMemberText = (union: string): string =>
  `工会合并之后，职工已经是“${union}”的会员，这项转会不用再办。`;
