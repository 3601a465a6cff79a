/** A program that makes an address of this machine reachable by https, as long as it runs. */
export interface TunnelProgram {
  readonly name: TunnelName;
  readonly args: (port: number) => readonly string[];
  /** The address in what it prints. */
  readonly address: RegExp;
  readonly install: string;
}

export const tunnelNames = ['cloudflared', 'tailscale'] as const;
export type TunnelName = (typeof tunnelNames)[number];

export const tunnelPrograms: Readonly<Record<TunnelName, TunnelProgram>> = {
  cloudflared: {
    name: 'cloudflared',
    args: (port) => ['tunnel', '--no-autoupdate', '--url', `http://127.0.0.1:${port}`],
    address: /https:\/\/[a-z0-9-]+\.trycloudflare\.com(?![\w.-])/,
    install:
      'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/ (no account is needed)',
  },
  tailscale: {
    name: 'tailscale',
    args: (port) => ['funnel', String(port)],
    address: /https:\/\/[a-z0-9.-]+\.ts\.net(?![\w.-])/,
    install: 'https://tailscale.com/download, then "tailscale up" (Funnel has to be allowed there)',
  },
};
