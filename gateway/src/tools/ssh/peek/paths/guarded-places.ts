import { patternSegment, type Segment } from './segment.ts';

/** Somewhere that not everything may be read. */
export interface Place {
  readonly segments: readonly Segment[];
  /** Everything below it as well. */
  readonly below: boolean;
  readonly kind: 'needs_confirm' | 'deny';
  readonly says: string;
  /** Listing names and asking for dates and sizes there is harmless. */
  readonly namesAreFine: boolean;
}

/* A place counts at any depth: a container or a mounted disk has an /etc/shadow of its own. */
const lists: readonly (Omit<Place, 'segments' | 'below'> & {
  readonly paths: readonly string[];
})[] = [
  {
    kind: 'deny',
    says: 'holds passwords',
    namesAreFine: false,
    paths: [
      ...['', '-', '~', '.bak', '.old', '.orig', '.save', '.dpkg-old', '.rpmsave'].flatMap(
        (end) => [
          `etc/shadow${end}`,
          `etc/gshadow${end}`,
          `var/backups/shadow${end}`,
          `var/backups/gshadow${end}`,
        ],
      ),
      'etc/master.passwd',
      'etc/spwd.db',
      'etc/security/opasswd',
      'etc/ppp/*-secrets',
      'etc/ipsec.secrets',
      'etc/ipsec.d/private/**',
      'etc/NetworkManager/system-connections/**',
      'etc/wireguard/**',
      'run/secrets/**',
      '.netrc',
      '.pgpass',
      '.my.cnf',
      '.mylogin.cnf',
      '.git-credentials',
      '.config/git/credentials',
      '.vault-token',
      '.password-store/**',
      '.local/share/keyrings/**',
      '.pypirc',
      '.s3cfg',
      '.boto',
      '.dockercfg',
      '.docker/config.json',
      '.cargo/credentials*',
      '.gem/credentials',
      '.terraform.d/credentials*',
      '.config/gh/**',
      '.config/hub',
      '.config/rclone/**',
      '.config/op/**',
      '.config/doctl/**',
      '.config/tutti/**',
      '.local/share/tutti/**',
      '.mozilla/**',
      '.config/google-chrome/**',
      '.config/chromium/**',
    ],
  },
  {
    kind: 'deny',
    says: 'holds private keys',
    namesAreFine: false,
    paths: [
      '.ssh/**',
      '.gnupg/**',
      '.aws/**',
      '.azure/**',
      '.kube/**',
      '.config/gcloud/**',
      '.oci/**',
      '.acme.sh/**',
      'etc/ssl/private/**',
      'etc/pki/tls/private/**',
      'etc/ssh/ssh_host_*_key',
      'etc/krb5.keytab',
      'etc/letsencrypt/accounts/**',
      'etc/letsencrypt/keys/**',
      'etc/kubernetes/pki/**',
      'etc/kubernetes/*.conf',
      'etc/rancher/k3s/k3s.yaml',
      'etc/rancher/rke2/rke2.yaml',
      'var/lib/kubelet/pki/**',
    ],
  },
  {
    kind: 'deny',
    says: 'shows the memory or the secrets of processes',
    namesAreFine: false,
    paths: [
      'proc/*/environ',
      'proc/*/task/*/environ',
      'proc/*/mem',
      'proc/*/task/*/mem',
      'proc/kcore',
      'proc/kmem',
      'proc/kpage*',
      'proc/sysrq-trigger',
    ],
  },
  {
    kind: 'deny',
    says: 'is a raw device',
    namesAreFine: true,
    paths: [
      'sd*',
      'hd*',
      'vd*',
      'xvd*',
      'nvme*',
      'mmcblk*',
      'dm-*',
      'md*',
      'loop*',
      'sr*',
      'nbd*',
      'zd*',
      'ram*',
      'mtd*',
      'sg*',
      'ubi*',
      'disk/**',
      'mapper/**',
      'bsg/**',
      'input/**',
      'bcache*',
      'drbd*',
      'rbd*',
      'zvol/**',
      'cdrom*',
      'fd0*',
      'tape*',
      'st0*',
      'nst0*',
      'mem',
      'kmem',
      'port',
      'watchdog*',
      'hidraw*',
      'uinput',
      'snapshot',
      'nvram',
      'cpu/**',
      'tcp/**',
      'udp/**',
      'root',
      'block/**',
      'uhid',
      'tpm*',
      'ipmi*',
      'mei*',
      'i2c-*',
    ].map((name) => `dev/${name}`),
  },
  {
    kind: 'needs_confirm',
    says: 'may hold secrets',
    namesAreFine: true,
    paths: [
      'etc/sudoers',
      'etc/sudoers.d/**',
      'etc/openvpn/**',
      'etc/docker/key.json',
      'etc/mysql/debian.cnf',
      'var/spool/cron/**',
      'var/mail/**',
      'var/spool/mail/**',
      'var/lib/docker/**',
      'var/lib/containers/**',
      'var/lib/containerd/**',
      'var/lib/kubelet/**',
      'var/lib/cloud/**',
      'var/lib/sss/**',
      'var/lib/private/**',
      'var/lib/etcd/**',
      'var/lib/vault/**',
      'var/log/btmp*',
    ],
  },
];

export const guardedPlaces: readonly Place[] = lists.flatMap(({ paths, ...rest }) =>
  paths.map((path) => ({
    ...rest,
    segments: path
      .split('/')
      .filter((name) => name !== '**')
      .map(patternSegment),
    below: path.endsWith('/**'),
  })),
);

/** What is no secret in `.ssh`, if still nothing for everybody. */
export const publicInSsh = /^(authorized_keys2?|known_hosts(\.old)?|config|[\w.-]+\.pub)$/;
