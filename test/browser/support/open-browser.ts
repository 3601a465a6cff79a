import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const chromiumPath = '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);

export interface TestBrowser {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Gives the page an authenticator with a fingerprint that always fits. */
  addAuthenticator(): Promise<void>;
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** Names that lead to a server of the test, "127.0.0.1:8443" say, whatever its certificate is made out to. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/** A browser of its own, as wide as a phone. It looks for nothing beyond this machine. */
export async function openBrowser({ hosts = {} }: BrowserOptions = {}): Promise<TestBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'tutti-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    viewport: { width: 390, height: 844 },
    ignoreHTTPSErrors: Object.keys(hosts).length > 0,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${Object.entries(hosts)
        .map(([name, to]) => `MAP ${name} ${to}`)
        .join(',')}`,
    ],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    context,
    async addAuthenticator() {
      const session = await context.newCDPSession(page);
      await session.send('WebAuthn.enable');
      await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
