import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import * as contracts from '../../libs/contracts/index.js';
import * as vocabulary from '../../libs/contracts/vocabulary/index.js';

interface SourceRule {
  name: string;
  because: string;
  /** Paths, relative to the root, for which it does not hold. */
  except: RegExp;
  /** What of the file breaks it; empty when nothing does. */
  broken: (file: ts.SourceFile) => string[];
}

const TESTS = /[.]spec[.]ts$|\/testing\//;
const or = (...patterns: RegExp[]): RegExp => new RegExp(patterns.map((p) => p.source).join('|'));

/** What a file imports by name, and what it takes from where. */
function namedImports(file: ts.SourceFile): { from: string; name: string; isType: boolean }[] {
  return file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) return [];
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    const allTypes = statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return bindings.elements.map((element) => ({
      from,
      name: (element.propertyName ?? element.name).text,
      isType: allTypes || element.isTypeOnly,
    }));
  });
}

function nodesOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child, ...nodesOf(child)));
  return children;
}

/** `new Pool(…)`, `MikroORM.init(…)` and the like, whatever they are given. */
const calls = (file: ts.SourceFile, pattern: RegExp): string[] =>
  nodesOf(file).flatMap((node) => {
    if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return [];
    const called = `${ts.isNewExpression(node) ? 'new ' : ''}${node.expression.getText(file)}`;
    return pattern.test(called) ? [called] : [];
  });

const texts = (file: ts.SourceFile, pattern: RegExp): string[] =>
  nodesOf(file).flatMap((node) =>
    (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && pattern.test(node.getText(file))
      ? [pattern.source]
      : [],
  );

/** Part of the vocabulary, or a plain constant: no class, no function, no definition of an event or a question. */
function isWord(name: string): boolean {
  if (name in vocabulary) return true;
  const value: unknown = (contracts as Record<string, unknown>)[name];
  return typeof value !== 'function' && !(typeof value === 'object' && value !== null && 'subject' in value);
}

/** Rules that imports alone do not show. */
export const SOURCE_RULES: readonly SourceRule[] = [
  {
    name: 'only-persistence-opens-a-database',
    because: 'one pool per service, with its time limits; messaging has one more connection, to LISTEN',
    except: or(/^libs\/(persistence|messaging\/outbox)\//, TESTS, /^libs\/testing\//),
    broken: (file) => calls(file, /^new (pg\.)?(Pool|Client|MikroORM)$|^MikroORM\.init(Sync)?$/),
  },
  {
    name: 'only-use-cases-and-handlers-send-events',
    because: 'who wants to know when an event is sent reads application/ and messaging/, and nothing else',
    except: or(/^apps\/.+\/(application|messaging)\//, /^libs\/messaging\//, TESTS, /^libs\/testing\//),
    broken: (file) => [
      ...namedImports(file).flatMap(({ from, name }) =>
        name === 'Outbox' && /@guantong\/messaging|outbox/.test(from) ? [name] : [],
      ),
      ...texts(file, /\binto\s+outbox\b/i),
    ],
  },
  {
    name: 'domain-takes-only-words-from-contracts',
    because: 'rules know the vocabulary, constants and types, not events, questions or how they are checked',
    except: or(/^(?!apps\/.+\/domain\/)/, TESTS),
    broken: (file) =>
      namedImports(file).flatMap(({ from, name, isType }) =>
        from === '@guantong/contracts' && !isType && !isWord(name) ? [name] : [],
      ),
  },
];

export interface BrokenRule {
  rule: string;
  file: string;
  what: string;
}

/** Holds every source below `baseDir` against the rules. */
export function checkSources(baseDir: string): { files: number; broken: BrokenRule[] } {
  const files = globSync('{apps,libs}/**/*.ts', { cwd: baseDir });
  const broken = files.flatMap((name) => {
    const source = readFileSync(path.join(baseDir, name), 'utf8');
    const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2023, true);
    return SOURCE_RULES.filter((rule) => !rule.except.test(name)).flatMap((rule) =>
      rule.broken(file).map((what) => ({ rule: rule.name, file: name, what })),
    );
  });
  return { files: files.length, broken };
}
