import { type DynamicModule, Module } from '@nestjs/common';
import { MirrorKeeper, UNIT_MIRROR_OPTIONS, type UnitMirrorOptions } from './mirror-keeper.js';
import { OnUnitState } from './on-unit-state.js';
import { ReconcileUnitMirror } from './reconcile-unit-mirror.js';
import { UnitMirrorRepository } from './unit-mirror-repository.js';
import { UnitSuccessions } from './unit-successions.js';

/**
 * Gives a service its own copy of the unit tree. Needs PersistenceModule and MessagingModule, `unitMirrorMigrations`
 * among its migrations, and the service's name among the `consumers` of `UnitState`.
 */
@Module({})
export class UnitMirrorModule {
  static forService(options: () => UnitMirrorOptions = () => ({})): DynamicModule {
    return {
      module: UnitMirrorModule,
      global: true,
      providers: [
        { provide: UNIT_MIRROR_OPTIONS, useFactory: options },
        UnitMirrorRepository,
        UnitSuccessions,
        OnUnitState,
        ReconcileUnitMirror,
        MirrorKeeper,
      ],
      exports: [UnitMirrorRepository, UnitSuccessions, ReconcileUnitMirror],
    };
  }
}
