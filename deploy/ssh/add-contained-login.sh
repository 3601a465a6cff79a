#!/bin/sh
# Run as root on a host: makes a user that may look around there and change nothing, and lets a key in as it.
#
#   ./add-contained-login.sh tutti-peek "ssh-ed25519 AAAA… tutti-peek" [--see-network] [--see-services]
#
# What that user may read is what its groups may: add it to "adm" or "systemd-journal" for logs. Never add it to
# "docker", "lxd", "disk" or "sudo": each of them is root by another name.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

if [ $# -lt 2 ]; then
  sed -n '2,4p' "$0" | cut -c3-
  exit 2
fi
user=$1
key=$2
shift 2
case $user in
  *[!a-z0-9_-]* | -* | '') echo "\"$user\" is not the name of a user" >&2; exit 2 ;;
esac
case $key in
  ssh-ed25519\ * | ecdsa-sha2-nistp*\ * | ssh-rsa\ *) ;;
  *) echo 'The second argument has to be a public key, as it stands in a .pub file.' >&2; exit 2 ;;
esac
case $key in
  *'
'*) echo 'The key has to be one line.' >&2; exit 2 ;;
esac
for option in "$@"; do
  case $option in
    --see-network | --see-services) ;;
    *) echo "unknown option $option" >&2; exit 2 ;;
  esac
done
command -v bwrap >/dev/null || { echo 'bwrap is missing: apt-get install bubblewrap' >&2; exit 1; }

install -m 755 "$here/tutti-contained" /usr/local/bin/tutti-contained
id "$user" >/dev/null 2>&1 || useradd --system --create-home --shell /bin/sh "$user"
home=$(getent passwd "$user" | cut -d: -f6)
install -d -m 755 -o root -g root "$home/.ssh"
# Root's, so that not even this user can change who comes in, and how.
printf 'restrict,command="/usr/local/bin/tutti-contained%s" %s\n' "${*:+ $*}" "$key" >"$home/.ssh/authorized_keys"
chmod 644 "$home/.ssh/authorized_keys"

echo "Done. In tutti.yaml, under this host:"
echo "  peek_as: {user: $user, key_file: <the private key>}"
