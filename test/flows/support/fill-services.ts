import type { Services } from './services.ts';
import type { ServicesProxy } from './services-proxy.ts';

/** What cannot be seeded: messages in Slack, and a pull request on GitHub. */
export async function fillServices(services: Services, proxy: ServicesProxy): Promise<void> {
  await fillSlack(services);
  await openPull(services, proxy);
}

async function fillSlack({ slack }: Services): Promise<void> {
  for (const text of [
    'Deploy of the engine is at 15:00',
    'Who has the key of the server room?',
    'hello',
  ]) {
    await slack.call('POST', '/api/chat.postMessage', { channel: 'ops', text });
  }
}

async function openPull({ github }: Services, proxy: ServicesProxy): Promise<void> {
  const repo = '/repos/ada/engine';
  const main = await github.call<{ object: { sha: string } }>('GET', `${repo}/git/ref/heads/main`);
  await github.call('POST', `${repo}/git/refs`, { ref: 'refs/heads/faster', sha: main.object.sha });
  const content = Buffer.from('export const speed = 2;\nconsole.log(speed);\n').toString('base64');
  await github.call('PUT', `${repo}/contents/src/engine.ts`, {
    message: 'faster',
    branch: 'faster',
    content,
  });
  await github.call('POST', `${repo}/pulls`, { title: 'Faster', head: 'faster', base: 'main' });
  // The emulator lists no files of a pull request.
  proxy.answer(`api.github.com${repo}/pulls/1/files`, [
    {
      filename: 'src/engine.ts',
      status: 'added',
      additions: 2,
      deletions: 0,
      patch: '@@ -0,0 +1,2 @@\n+export const speed = 2;\n+console.log(speed);',
    },
  ]);
}
