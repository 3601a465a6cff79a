import { expect, it } from 'vitest';
import { curlExample } from './curl-example.ts';

const answered = { responses: {}, tags: [], operationId: 'x', summary: 'x' };
const target = {
  server: 'https://tutti.example.org',
  method: 'get',
  path: '/jobs/{id}',
  operation: answered,
  defaultSecurity: [{ callerKey: [] }],
};

it('makes a line that can be pasted, with the key from the environment', () => {
  expect(curlExample(target)).toBe(
    `curl 'https://tutti.example.org/jobs/ID' \\\n  -H "Authorization: Bearer $TUTTI_API_KEY"`,
  );
});

it('takes the owner key where only the owner may call, and none where all may', () => {
  const owner = { ...target, operation: { ...answered, security: [{ ownerKey: [] }] } };
  expect(curlExample(owner)).toContain('$TUTTI_OWNER_KEY');
  expect(curlExample({ ...target, operation: { ...answered, security: [] } })).not.toContain('-H');
});

it('lets neither the server nor the body out of its quotes', () => {
  const content = {
    'application/json': {
      schema: {},
      examples: { it: { summary: 'x', value: { text: "it's" } } },
    },
  };
  const line = curlExample({
    ...target,
    server: "https://x';reboot;'",
    method: 'post',
    operation: { ...answered, requestBody: { required: true, content } },
  });
  expect(line).toContain(String.raw`curl -X POST 'https://x'\'';reboot;'\''/jobs/ID'`);
  expect(line).toContain(String.raw`-d '{"text":"it'\''s"}'`);
});
