/** Every host that can be reached, and how: the `ssh:` section of the configuration. */
export interface SshSettings {
  /** Until a host must have let us in. */
  readonly connectTimeoutMs: number;
  readonly peekTimeoutMs: number;
  readonly execTimeoutMs: number;
  /** How long an unused connection is kept. */
  readonly idleMs: number;
  readonly hosts: Readonly<Record<string, SshHostSettings>>;
}

export interface SshHostSettings {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** All that a call may name. */
  readonly users: readonly string[];
  readonly login: SshLogin;
  readonly knownHostsFile?: string;
  readonly fingerprints: readonly string[];
  readonly jump?: string;
  /** A login that can only read. */
  readonly peekAs?: SshLogin & { readonly user: string };
}

export interface SshLogin {
  readonly keyFile?: string;
  readonly passphrase?: string;
  /** Path of an agent's socket. */
  readonly agent?: string;
}
