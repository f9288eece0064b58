/** What the audit log can say about the tree; part of AUDIT_ACTIONS. */
export const UNIT_AUDIT_ACTIONS = {
  'unit.opened': { zh: '{who}新建了{unit}。', en: '{who} opened {unit}.', needs: 'unit.manage' },
  'unit.changed': { zh: '{who}修改了{unit}的资料。', en: '{who} changed {unit}.', needs: 'unit.manage' },
  'unit.renamed': { zh: '{who}给{unit}改了名称。', en: '{who} renamed {unit}.', needs: 'unit.manage' },
  'unit.moved': { zh: '{who}调整了{unit}的隶属关系。', en: '{who} moved {unit}.', needs: 'unit.manage' },
  'unit.merged': { zh: '{who}把别的工会并入了{unit}。', en: '{who} merged others into {unit}.', needs: 'unit.manage' },
  'unit.split': { zh: '{who}从{unit}分立出新的工会。', en: '{who} split {unit}.', needs: 'unit.manage' },
  'unit.dissolved': { zh: '{who}撤销了{unit}。', en: '{who} dissolved {unit}.', needs: 'unit.manage' },
  'unit.contact.revealed': {
    zh: '{who}查看了{unit}联系人的完整电话。',
    en: '{who} saw the whole phone number of the contact of {unit}.',
    needs: 'unit.manage',
  },
  'unit-change.planned': {
    zh: '{who}安排了{unit}的一项组织变更。',
    en: '{who} planned a change of {unit}.',
    needs: 'unit.manage',
  },
  'unit-change.cancelled': {
    zh: '{who}取消了{unit}的一项组织变更。',
    en: '{who} cancelled a planned change of {unit}.',
    needs: 'unit.manage',
  },
  'unit-change.failed': {
    zh: '{unit}的一项组织变更到期未能执行。',
    en: 'A planned change of {unit} could not be carried out.',
    needs: null,
  },
  'units.imported': {
    zh: '{who}从文件导入了组织。',
    en: '{who} imported units from a file.',
    needs: 'unit.manage',
  },
  'tree.repaired': { zh: '系统修正了组织树的数据。', en: 'The data of the tree was repaired.', needs: null },
} as const;
