#!/usr/bin/env bash
# Runs every job of a folder in a root of its own that is thrown away, and writes what each asked of the kernel.
# To be started in new mount, network, process and host name spaces; it changes nothing outside of them.
set -euo pipefail
folder=$1
throwaway=$folder/throwaway
root=$throwaway/root

mount --make-rprivate /
mkdir -p "$throwaway" "$folder/traces" "$folder/output"
mount -t tmpfs tmpfs "$throwaway"
mkdir "$throwaway/upper" "$throwaway/work" "$root"
mount -t overlay -o "lowerdir=/,upperdir=$throwaway/upper,workdir=$throwaway/work" overlay "$root"
mount -t proc -o ro proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
for place in dev tmp run srv root home; do mount -t tmpfs tmpfs "$root/$place"; done
for device in null zero random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
for stream in 0:stdin 1:stdout 2:stderr; do ln -s "/proc/self/fd/${stream%:*}" "$root/dev/${stream#*:}"; done

# Something to read where the labelled commands look.
mkdir -p "$root/srv/app" "$root/srv/a" "$root/srv/b" "$root/root/app" "$root/var/log/nginx" "$root/etc/nginx"
printf '{"version": "1.2.3", "scripts": {"a": "b"}, "env": {"PORT": 1}}\n' | tee "$root/srv/app/package.json" >"$root/srv/app/conf.json"
for name in a b x y big a.txt report.txt report.csv x.json; do printf '3 c,x 1\n1 a,y 2\n' >"$root/tmp/$name"; done
for name in syslog app.log auth.log kern.log cron.log nginx/access.log nginx/error.log; do
  printf 'Nov 21 error oom timeout 1\nNov 22 fine 2\n' >"$root/var/log/$name"
done
gzip -c "$root/var/log/syslog" >"$root/var/log/syslog.2.gz"
tar -C "$root/srv" -czf "$root/tmp/a.tgz" app
cp "$root/tmp/a.tgz" "$root/tmp/a.tar.gz"
tar -C "$root/srv" -cf "$root/tmp/a.tar" app
printf 'listen 80;\n' >"$root/etc/nginx/nginx.conf"
# Programs that find a process gone log it; without a logger the C library would write to the console instead.
perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die $!; sleep' "$root/dev/log" &
for _ in {1..50}; do [ -S "$root/dev/log" ] && break || sleep 0.1; done
hostname oracle
printf '127.0.0.1 localhost oracle\n' >"$root/etc/hosts"
if command -v git >/dev/null; then
  git init -q "$root/srv/app"
  git -C "$root/srv/app" -c user.name=a -c user.email=a@b commit -q --allow-empty -m first
fi

calls=%file,%network,execve,execveat,kill,tkill,tgkill,ptrace,fchmod,fchown,ftruncate,fallocate,fsetxattr,sethostname
calls+=,setdomainname,settimeofday,clock_settime,adjtimex,clock_adjtime,swapon,swapoff,reboot,init_module,finit_module
calls+=,delete_module,kexec_load,io_uring_setup,mount,umount2,unshare,setns,syslog,add_key,keyctl,bpf,process_vm_writev

run() {
  timeout -k 2 25 strace -f -qq -s 400 -e "trace=$calls" -o "$folder/traces/$1" \
    chroot "$root" /bin/sh -c "$(cat "$folder/jobs/$1")" </dev/null >"$folder/output/$1" 2>&1 || true
}
running=()
for job in "$folder"/jobs/*; do
  while [ "$(jobs -rp | wc -l)" -gt 4 ]; do wait -n || true; done
  run "${job##*/}" &
  running+=($!)
done
wait "${running[@]}"
