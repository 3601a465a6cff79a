import type { CommandShape, TableEntry } from '../command-shape.ts';

/*
 * Interpreters, compilers, clients and servers: what they are may be asked, and nothing else.
 * Missing are those that leave files behind or fetch something even for that, such as dotnet, gradle and yarn.
 */
const flags: Readonly<Record<string, string>> = {
  '--version':
    'bash dash zsh fish node npm bun deno python python2 python3 pip pip3 uv ruby gem perl php go rustc cargo gcc g++ cc clang cmake make ld gdb lua R julia ghc erl elixir ' +
    'redis-cli redis-server psql postgres pg_dump pg_restore mysql mysqld mysqldump mariadb mongod mongo mongosh sqlite3 memcached influxd etcd clickhouse-client cqlsh ' +
    'curl wget ssh rsync socat nmap haproxy varnishd squid caddy traefik envoy lighttpd php-fpm gunicorn uwsgi ' +
    'podman docker-compose buildah skopeo containerd runc terraform packer aws certbot restic borg ' +
    'vim nvim nano emacs tmux screen less man ffmpeg convert magick pandoc tesseract wkhtmltopdf gpg tee xargs env busybox git-lfs rclone dpkg apt apt-get snap flatpak ' +
    'systemd-run udevadm logrotate rsyslogd syslog-ng prometheus node_exporter grafana-server loki telegraf filebeat vector consul nomad vault minio mc hugo',
  '-v': 'node npm ruby perl php go nano lua haproxy redis-server',
  '-V': 'python3 python ssh tmux mysql psql perl php-fpm',
  '-version': 'ant',
};

/** `python3 --version` and the like, in exactly that form. */
export const versionCommands: readonly TableEntry[] = [
  ...Object.entries(flags).map(([flag, cmds]): CommandShape => ({
    cmd: cmds.split(' '),
    longExact: [flag],
    require: [[flag]],
    match: [],
    notMatch: [],
  })),
  {
    cmd: 'java',
    longExact: ['-version', '--version', '-XX:-UsePerfData'],
    require: [['-version', '--version']],
    /* Else it leaves a file with figures about itself. */
    inject: ['-XX:-UsePerfData'],
    match: ['java -version', 'java --version'],
    notMatch: ['java -version -jar /tmp/x', 'java Main'],
  },
  {
    cmd: 'go',
    sub: ['version'],
    match: [
      'go version',
      'python3 --version',
      'python3 -V',
      'npm -v',
      'ssh -V',
      'redis-cli --version',
    ],
    notMatch: [
      "python3 -c 'print(1)'",
      'node -e 1',
      'node --version x.js',
      'perl -v -e 1',
      'npm ls',
      'bash --version -c ls',
      'php -r x',
      'psql -c "select 1"',
      'env --version ls',
      'go run x',
      'node -v -e 1',
      'yarn --version',
      'go version -m /tmp/x',
    ],
  },
];
