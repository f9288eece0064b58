import { BootstrapCity, SYSTEM } from '@guantong/contracts';
import { RpcClient } from '@guantong/messaging';
import { DomainError } from '@guantong/platform';
import type { Row } from '../generate/read-demo-city.js';

/**
 * The city and its first administrator. Nobody can be asked over HTTP for these, since nobody has an account yet: it is
 * a command of the operator, over NATS.
 */
export async function createFirstCity(
  natsUrl: string,
  city: Row,
  administrator: Row,
): Promise<'created' | 'there already'> {
  const rpc = new RpcClient({ service: 'demo-load', natsUrl });
  try {
    const request = {
      code: city['组织编码'] ?? '',
      name: city['组织名称'] ?? '',
      shortName: city['简称'] ?? '',
      login: administrator['账号'] ?? '',
      displayName: administrator['姓名'] ?? '',
      password: administrator['密码'] ?? '',
    };
    await rpc.call(BootstrapCity, request, SYSTEM);
    return 'created';
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CITY_EXISTS') return 'there already';
    throw error;
  } finally {
    await rpc.onApplicationShutdown();
  }
}
