import type { Actor, RpcDefinition, ServiceName } from '@guantong/contracts';

/** What a command works with. */
export interface OpsContext {
  /** Asks a service, as the system. `deadlineMs` for what takes longer than a question should. */
  call<Q extends object, A>(definition: RpcDefinition<Q, A>, request: Q, deadlineMs?: number): Promise<A>;
  /** Asks on behalf of somebody else. */
  callAs<Q extends object, A>(actor: Actor, definition: RpcDefinition<Q, A>, request: Q): Promise<A>;
  /** One line to standard output. */
  print(line: string): void;
  /** One line to standard error. */
  complain(line: string): void;
  services: readonly ServiceName[];
}

/** One word after `npm run ops --`. Add it to `commands.ts`. */
export interface OpsCommand {
  name: string;
  about: { zh: string; en: string };
  /** Each way of calling it, without the leading `npm run ops --`, and what it does. */
  usages: readonly { call: string; zh: string; en: string }[];
  /**
   * @param args what follows the name
   * @returns the exit code: 0 when everything was done
   * @throws WrongUsage
   */
  run(args: string[], context: OpsContext): Promise<number>;
}

/** The command was called wrongly: the usage is shown with this in front, exit code 64 (EX_USAGE). */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';

  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}
