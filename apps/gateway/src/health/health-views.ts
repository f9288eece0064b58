import { OneOf } from '@guantong/contracts';

export class HealthView {
  @OneOf(['ok']) status: 'ok';
}
