/* Whoever writes there becomes somebody else, stays in, or wipes what was done. */
const privileges =
  /(^|\/)etc\/(sudoers(\.d\/.*)?|passwd-?|group-?|doas\.conf|ld\.so\.preload|pam\.d\/.*|security\/.*)$/;
const keys = /(^|\/)\.ssh\/(authorized_keys2?|config|rc|environment)$/;
const traces =
  /(^|\/)(\.(bash|zsh|ash|sh|mysql|psql|python)_?history|wtmp|btmp|utmp|lastlog|auth\.log|secure|audit\.log)$/;

export function findWriteDanger(target: string): string | undefined {
  if (privileges.test(target)) return `${target} decides who may do what`;
  if (keys.test(target)) return `${target} decides who may sign in`;
  if (traces.test(target)) return `${target} tells what was done here`;
  return undefined;
}
