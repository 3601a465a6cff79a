import { FileConfig } from './config-schema.ts';

/** The text that `tutti init` writes: every field with its default, ready to be changed. */
export function starterConfig(schemaFile = './tutti.schema.json'): string {
  const preset = FileConfig.parse({});
  const { auth, limits } = preset;
  return `# yaml-language-server: $schema=${schemaFile}
#
# Configuration of Tutti. Every line that is commented out shows the default.
# \${NAME} is replaced by the environment variable NAME; $\${ stands for the characters themselves.
# Keys never belong into this file: set TUTTI_API_KEY and TUTTI_OWNER_KEY, or let the first start make them.
# "tutti reload" (or SIGHUP) applies changes; those of host, port and data_dir need a new start.

# Where the gateway listens. Beyond 127.0.0.1 others can reach it: put TLS in front of it.
# HOST and PORT in the environment win over these.
# host: ${preset.host}
# port: ${preset.port}

# The folder of the database. Default: the data folder of the user, such as ~/.local/share/tutti.
# data_dir: ./data

# The address under which others reach this gateway, for links in its answers.
# public_url: https://tutti.example.org

# debug, info, warn, error or silent.
# log_level: ${preset.log_level}

# Who is told at once when a request waits for the owner: an ntfy topic on a phone, or any webhook.
# A webhook with a secret (whsec_…) is signed by Standard Webhooks.
# owner:
#   notify:
#     - { type: ntfy, url: https://ntfy.sh/a-name-nobody-guesses }
#     - { type: webhook, url: https://hooks.example.org/tutti, secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }

# How clients (ChatGPT, Claude) sign in by OAuth, at public_url; you are asked about each. docs/connect.md tells more.
# auth:
#   sign_in: ${String(auth.sign_in)}
#   access_token_minutes: ${auth.access_token_minutes}
#   refresh_token_days: ${auth.refresh_token_days}

# Which engine carries out which intents, where more than one could; the first match wins.
# routes:
#   - { match: "memory.*", engine: agent }

# What is allowed, confirmed, approved by you, or denied; the strictest rule that matches wins.
# Without rules, reads and writes run, and all else is confirmed. docs/rules.md tells more.
# rules:
#   - { id: forgetting-needs-me, intent: memory.forget, decide: approve }

# Hosts that ssh.exec and ssh.exec.peek reach; "tutti ssh add box ops@10.0.0.5" writes one.
# ssh:
#   hosts:
#     box:
#       address: 10.0.0.5
#       user: ops
#       key_file: ./keys/ops
#       known_hosts: ~/.ssh/known_hosts

# Workflows that carry out intents: n8n, Activepieces, or any webhook. docs/flows.md tells more.
# With an api_key, workflows with the tag "tutti" are found; "tutti flows review" accepts them.
# flows:
#   providers:
#     n8n: { type: n8n, url: http://127.0.0.1:5678, api_key: "\${N8N_API_KEY}" }
#   intents:
#     gmail.triage: { provider: n8n }
#     home.lights: { provider: n8n, effect: write, description: Switches lights., dry_run: true }

# A model that tells what texts mean, so that memory.search finds more than words: any server with /v1/embeddings.
# memory:
#   embeddings: { url: http://127.0.0.1:11434/v1, model: nomic-embed-text }

# The signed head of the audit log is in the data folder; it is worth more on another disk as well.
# audit: { head_file: /mnt/other-disk/tutti-audit-head.json }

# limits:
#   # Requests that a caller may make in a minute, unless its key says otherwise.
#   rate_per_minute: ${limits.rate_per_minute}
#   # Runs under way at once.
#   max_running: ${limits.max_running}
#   # A longer result is cut, and its rest is kept behind a handle.
#   result_max_chars: ${limits.result_max_chars}
#   # The largest request that is read.
#   body_max_bytes: ${limits.body_max_bytes}
#   # Seconds that a call waits for its result before a job is handed out.
#   wait_s: ${limits.wait_s}
#   # Days that receipts of reads, and finished runs, are kept.
#   receipts_of_reads_days: ${limits.receipts_of_reads_days}
#   runs_days: ${limits.runs_days}
`;
}
