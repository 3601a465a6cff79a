/** The lint rules of this repository, for oxlint. What the arrows mean stands in rooms.ts. */
import path from 'node:path';
import type { RuleTester } from 'oxlint/plugins-dev';
import { forbiddenArrow } from './rooms.ts';

type Rule = Extract<Parameters<RuleTester['run']>[1], { create: unknown }>;
type Visitor = ReturnType<Rule['create']>;
type NodeOf<Name extends keyof Visitor> = Parameters<NonNullable<Visitor[Name]>>[0];

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

const arrows: Rule = {
  create(context) {
    const importer = path.relative(REPOSITORY, context.filename).replaceAll('\\', '/');

    function check(source: NodeOf<'ImportExpression'>['source'] | null): void {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = forbiddenArrow(importer, source.value);
      if (message !== undefined) context.report({ node: source, message });
    }

    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source),
    };
  },
};

/** Time and chance are arguments: `Date.now`, `new Date()`, `Math.random` have one home each. */
const noAmbientTime: Rule = {
  create(context) {
    const forbidden = new Set(['Date.now', 'Math.random', 'Temporal.Now']);

    function report(node: NodeOf<'NewExpression' | 'MemberExpression'>, what: string): void {
      context.report({ node, message: `${what}: take a Clock or newId from platform instead` });
    }

    return {
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
        const name = `${node.object.name}.${node.property.name}`;
        if (forbidden.has(name)) report(node, name);
      },
      NewExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date') return;
        if (node.arguments.length === 0) report(node, 'new Date()');
      },
    };
  },
};

export default {
  meta: { name: 'house' },
  rules: { arrows, 'no-ambient-time': noAmbientTime },
};
