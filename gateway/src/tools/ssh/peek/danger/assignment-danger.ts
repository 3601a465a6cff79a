/* Each of these makes a shell or loader run something before what was asked. */
const startup =
  /^(LD_[A-Z_]+|DYLD_[A-Z_]+|BASH_ENV|ENV|BASH_FUNC_.*|PROMPT_COMMAND|PS4|SHELLOPTS|BASHOPTS|GCONV_PATH|PYTHONSTARTUP|PERL5OPT|RUBYOPT|NODE_OPTIONS|ZDOTDIR)\+?=/;
const history = /^(HISTFILE|HISTSIZE|HISTFILESIZE|HISTCONTROL|HISTIGNORE)\+?=/;

/** `NAME=value`, as an assignment or as an argument of `env` and `export`. */
export function findAssignmentDanger(text: string): string | undefined {
  const name = text.slice(0, text.indexOf('=')).replace(/\+$/, '');
  if (startup.test(text)) return `${name} makes programs load or run something else first`;
  if (history.test(text)) return `${name} hides what was done`;
  return undefined;
}
