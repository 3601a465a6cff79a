import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ErrorCode, type IntentInfo } from '#contract';
import { buildOpenApi } from '../openapi/build-openapi.ts';
import { docsSecurityPolicy } from './docs-style.ts';
import { renderDocsPage } from './render-docs-page.ts';

const remember: IntentInfo = {
  name: 'memory.write',
  title: 'Remember',
  description: 'Stores <b>it</b> & keeps it.',
  effect: 'write',
  engine: 'agent',
  repeat: 'safe',
  resource: 'memory',
  inputs: {
    type: 'object',
    required: ['text'],
    properties: {
      text: { type: 'string', minLength: 1, maxLength: 9, description: 'What to remember.' },
      k: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 5 },
    },
  },
  outputs: { type: 'object', properties: { id: { type: 'string' } } },
  examples: [{ say: 'Remember </pre><script>', inputs: { text: '"quoted"' } }],
};
const document = buildOpenApi({ version: '1.2.3', serverUrl: 'http://h:1', profile: 'full' });
const page = renderDocsPage({ document, intents: [remember] });

describe('the docs page', () => {
  it('shows every call with an example, and every error code', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      expect(page).toContain(`<code>${path}</code>`);
      for (const { operationId } of Object.values(methods))
        expect(page).toContain(`<article id="call-${operationId}">`);
    }
    for (const code of ErrorCode.options) expect(page).toContain(`<code>${code}</code>`);
    expect(page).toContain('curl -X POST &#39;http://h:1/query&#39;');
  });

  it('shows the inputs and examples of each intent', () => {
    expect(page).toContain('<article id="intent-memory.write">');
    expect(page).toContain('(1 to 9 characters)');
    expect(page).toContain('(at least 1)');
    expect(page).toContain('What to remember.');
  });

  it('says of a field what its named schema says', () => {
    const [, table = ''] = page.split('<article id="schema-OrchestrateRequest">');
    const [row = ''] = /<code>wait_s<[^]*?<\/tr>/.exec(table) ?? [];
    expect(row).toContain('<a href="#schema-WaitSeconds">');
    expect(row).toContain('Seconds to wait for the result');
  });

  it('escapes what intents say', () => {
    expect(page).toContain('Stores &lt;b&gt;it&lt;/b&gt; &amp; keeps it.');
    expect(page).not.toContain('<script');
  });

  it('fetches nothing from anywhere', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object)|@import|url\(| (style|src|on\w+)=/);
  });

  it('has a policy that allows its own style only', () => {
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(docsSecurityPolicy).toContain(`style-src 'sha256-${hash}'`);
    expect(docsSecurityPolicy).toContain("default-src 'none'");
  });

  it('closes every element that it opens', () => {
    const open: string[] = [];
    for (const [, slash, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (name === 'meta') continue;
      if (slash === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });

  it('has no link that leads nowhere, and no id twice', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('gives examples that work where the gateway does not know its address', () => {
    const local = buildOpenApi({ version: '1', profile: 'full' });
    expect(renderDocsPage({ document: local, intents: [] })).toContain(
      'http://127.0.0.1:8000/query',
    );
  });
});
