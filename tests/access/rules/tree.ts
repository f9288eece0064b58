import {
  BootstrapCity,
  CancelUnitChange,
  ChangeUnit,
  CheckTree,
  DissolveUnit,
  GetUnit,
  GetUnitChange,
  MergeUnits,
  MoveUnit,
  OpenUnit,
  RenameUnit,
  RevealUnitContact,
  SearchPublicUnits,
  SearchUnits,
  SplitUnit,
  type UnitChangePage,
  UnitChanges,
  UnitChildren,
  UnitDescendants,
  UnitDigest,
  type UnitPage,
  UnitRevisions,
  UnitStates,
  type UnitView,
  UnitWorkers,
} from '@guantong/contracts';
import { PASSWORD } from '../city/access-city.js';
import { unused } from '../city/unused.js';
import type { Rule } from './rule.js';

const UNITS: Rule[] = [
  {
    ...{ rpc: SearchUnits, operations: ['Units_search'], may: { staff: 'unit.read' } },
    request: () => ({ search: 'ZQ', limit: 100 }),
    lists: { kind: 'unit', id: 'unitId', found: ({ items }: UnitPage) => items.map((item) => item.unitId) },
  },
  {
    ...{ rpc: GetUnit, operations: ['Units_get'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    counts: { kind: 'everyWorker', counted: ({ workers }: UnitView) => workers ?? -1 },
  },
  {
    ...{ rpc: UnitChildren, operations: ['Units_children'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    lines: ({ items }: UnitPage) => items.map((item) => item.unitId),
  },
  {
    ...{ rpc: UnitWorkers, operations: ['Units_workers'], may: { staff: 'worker.names.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
  },
  {
    ...{ rpc: UnitDescendants, operations: ['Units_descendants'], may: { staff: 'unit.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    lines: ({ items }: UnitPage) => items.map((item) => item.unitId),
  },
  {
    ...{ rpc: ChangeUnit, operations: ['Units_change'], may: { staff: 'unit.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, creditCode: '' }),
  },
  {
    ...{ rpc: RevealUnitContact, operations: ['Units_revealContact'] },
    ...{ may: { staff: 'worker.names.read' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId }),
    shows: ['contactPhone'],
  },
  {
    ...{ rpc: SearchPublicUnits, operations: ['OpenUnits_search'], may: 'EVERYBODY' },
    request: () => ({ search: 'ZQ' }),
    shows: ['unitName'], // so that anybody finds the union they mean
  },
  { rpc: BootstrapCity, may: 'SYSTEM', request: () => ({ ...CITY, login: unused(), password: PASSWORD }) },
  { rpc: UnitDigest, may: 'SYSTEM', request: () => ({}) },
  { rpc: UnitRevisions, may: 'SYSTEM', request: () => ({ limit: 10 }) },
  { rpc: UnitStates, may: 'SYSTEM', of: 'unit', request: ({ unitId }) => ({ unitIds: [unitId] }) },
];

/** Decisions that change the tree. */
const UNIT_CHANGES: Rule[] = [
  {
    ...{ rpc: UnitChanges, operations: ['UnitChanges_list'], may: { staff: 'unit.read' } },
    request: () => ({ state: 'PLANNED', limit: 100 }),
    lists: {
      ...{ kind: 'plannedChange', id: 'changeId' },
      found: ({ items }: UnitChangePage) => items.map((item) => item.changeId),
    },
  },
  {
    ...{ rpc: UnitChanges, operations: ['UnitChanges_list'], may: { staff: 'unit.read' }, of: 'unit' },
    ...{ leavesOut: 'narrowed', request: ({ unitId }) => ({ unitId }) },
    shows: ['unitName', 'unitAddress'], // of a unit that was opened below one's own
  },
  {
    ...{ rpc: GetUnitChange, operations: ['UnitChanges_get'], may: { staff: 'unit.read' }, of: 'plannedChange' },
    request: ({ changeId }) => ({ changeId }),
  },
  {
    ...{
      rpc: CancelUnitChange,
      operations: ['UnitChanges_cancel'],
      may: { staff: 'unit.manage' },
      of: 'plannedChange',
    },
    request: ({ changeId }) => ({ changeId }),
  },
  {
    ...{ rpc: OpenUnit, operations: ['UnitChanges_open'], may: { staff: 'unit.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ parentId: unitId, kind: 'site', code: unused(), name: '新开的工会', reason: '组建' }),
  },
  {
    ...{ rpc: RenameUnit, operations: ['UnitChanges_rename'], may: { staff: 'unit.manage' }, of: 'unit' },
    request: ({ unitId }) => ({ unitId, shortName: unused(), reason: '更名' }),
  },
  {
    ...{ rpc: MoveUnit, operations: ['UnitChanges_move'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId, parentId }) => ({ unitId, parentId, reason: '调整' }),
  },
  {
    ...{ rpc: SplitUnit, operations: ['UnitChanges_split'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId }) => ({
      unitId,
      reason: '分立',
      parts: [{ code: unused(), kind: 'site', name: '分出的工会' }],
    }),
  },
  {
    ...{ rpc: MergeUnits, operations: ['UnitChanges_merge'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId, siblingId }) => ({ unitIds: [unitId], intoUnitId: siblingId, reason: '合并' }),
  },
  {
    ...{ rpc: DissolveUnit, operations: ['UnitChanges_dissolve'], may: { staff: 'unit.manage' }, of: 'newUnitBelow' },
    request: ({ unitId }) => ({ unitId, reason: '撤销' }),
  },
  { rpc: CheckTree, may: 'SYSTEM', request: () => ({ repair: false }) },
];
const CITY = { code: 'ZQ2', name: '第二个市总工会', shortName: '二', displayName: '某人' };

export const TREE_RULES: readonly Rule[] = [...UNITS, ...UNIT_CHANGES];
