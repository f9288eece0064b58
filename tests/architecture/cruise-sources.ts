import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { IMPORT_RULES, REACH_RULES } from './import-rules.js';

export interface Cruised {
  /** How many files of ours were read. */
  modules: number;
  violations: { rule: string; from: string; to: string }[];
}

const enhancedResolveOptions = {
  // packages that say what they are in `exports` only are not found otherwise
  exportsFields: ['exports'],
  conditionNames: ['import', 'node', 'default'],
  // ms; no file changes meanwhile, and by default each is forgotten after four seconds and looked for again
  cachedInputFileSystem: { cacheDuration: 600_000 },
};
const tsConfig = { fileName: path.resolve('tsconfig.json') };

async function cruiseWith(
  rules: typeof IMPORT_RULES,
  baseDir: string,
  folders: string[],
  more: object,
): Promise<Cruised> {
  const { output } = await cruise(folders, {
    baseDir,
    validate: true,
    ruleSet: { forbidden: [...rules] },
    tsConfig,
    enhancedResolveOptions,
    skipAnalysisNotInRules: true,
    ...more,
  });
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => /^(apps|libs)\//.test(source)).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/** Holds the sources below `baseDir` against all rules about imports. */
export async function cruiseSources(baseDir: string, folders = ['apps', 'libs']): Promise<Cruised> {
  const written = await cruiseWith(IMPORT_RULES, baseDir, folders, {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  const atRunTime = await cruiseWith(REACH_RULES, baseDir, folders, {
    tsPreCompilationDeps: false,
    doNotFollow: { path: ['node_modules', '^libs/(contracts|platform)/'] },
  });
  return { modules: written.modules, violations: [...written.violations, ...atRunTime.violations] };
}
