/** What people who run machines, networks and services say, and what a browser or a file system is asked. */
export const operationWords = `
beta_testers only_for_customer: flag target user
stale_flags old_flags: flag stale list
declare_incident major_outage everything_is_down: incident declare create trigger
status_page tell_customers_about_outage: status page update incident post
incident_timeline: incident timeline
who_do_i_call_when who_is_on_duty: oncall schedule get
runbook_for: runbook get search
slo error_budget: slo budget
deploy_history past_deployments: deployment list history
database_health: health database check
running_queries stuck_query long_running: query activity running list
kill_query: query cancel terminate
lock_waits deadlock: lock blocking
table_size big_tables: table size
missing_index suggest_index speed_up_query faster: index recommend analyze create
unused_index: index unused
extension: extension
foreign_key constraint: constraint schema describe
row_count how_many_rows: count row query
sample_rows first_rows preview_table: sample preview query table
null_values nulls: quality null profile
data_quality bad_data broken_data: quality test check
where_used what_depends_on downstream upstream: lineage dependency
load_job etl_job nightly_load: job pipeline run status load
metric_definition how_is_calculated kpi: metric definition kpi
dashboard_for: dashboard
export_table: export unload table
hash_field: hash
list_push: list push
delete_key: delete key
keys_like keys_matching keys_starting: keys scan pattern
memory_usage_redis: info memory
pub_sub: publish subscribe
cache_hit: cache stats
drop_table: drop delete table
change_documents: update document
remove_documents: delete document
distinct: distinct aggregate
logs_of_database: logs
search_index: index search
s3_files: object list bucket
bucket_public: bucket policy
ami image_of_server: image
security_group open_port: ingress security group port
snapshot_of_disk: snapshot volume
region: region
iam: role policy user
budget_alert: budget alert
object_versions: version object
worker_script edge_function: worker
kv_store: kv key
d1: database
r2: bucket
page_rules: rule
bot_traffic bots: bot security
analytics_of_site: analytics traffic
email_routing: routing email
events_of_pod why_pod why_is_the_pod: event describe pod log
pod_shell get_into_pod: exec
cluster_nodes: node
cpu_of_pods memory_of_pods pods_use_most: top pod usage metrics
contexts which_cluster: context config cluster
port_forward reach_service_locally: forward port
configmap: configmap resource
patch_resource: patch
helm_upgrade new_chart_version: upgrade helm chart
uninstall: uninstall delete
image_list: image list
pull_new_image newest_image: pull image recreate
remove_unused free_space: prune
container_environment: inspect container
docker_hosts environments: environment endpoint list
stack_file compose_file: stack file
error_search new_errors_since: issue search event error
ignore_error mute_error: issue update ignore
who_is_affected: user tag event
release_of_error introduced: release
dsn: dsn key project
session_replay: replay
slow_transactions: transaction performance trace
promql: query metric prometheus
log_lines: log query
datasource: datasource
link_to_dashboard deeplink: link dashboard url
annotate_graph: annotation
contact_point: contact point notification
incident_note: note incident
escalate_incident next_level: escalate escalation
services_list: service list
who_was_paged: incident log notification
analyze_incident: incident
page_someone wake_up_the_team: incident trigger create page
rest_for_oncall: schedule
workflow automation flow zap: workflow automation scenario execution
last_run did_the_workflow_run: execution run list
runs_failed: execution failed
connect_apps: connection
secret_versions: secret version
undelete_secret: undelete secret
seal_status is_vault_open: seal status health
who_may_read policy_of: policy read
temporary_database_login: dynamic credential generate
issue_certificate: certificate issue pki
revoke_lease: revoke lease
sign_key: sign key
unknown_device strange_device: client block device
slow_wifi wifi_slow: client signal stat network
which_devices_online: client device list
ports_of_switch poe: port switch
open_a_port forward_a_port: port forward rule
new_wifi_password change_wifi: wlan update passphrase
bandwidth data_usage traffic_usage: traffic usage stat bandwidth
wake_on_lan wake_the_pc: wake
ad_blocker: blocking ad
dns_queries: query dns
vpn_client: vpn client
nas: storage
virtual_machine vm: vm virtual machine
take_snapshot before_the_upgrade: snapshot
move_vm: migrate
read_file open_file show_file contents_of: read file content get
write_file save_text: write file create
change_line replace_text in_the_file: edit file
move_file rename_file: move file rename
find_file where_is_the_file: search file
folder_contents what_is_in_the_folder files_in: list directory folder
file_info last_changed last_touched: file info
which_folders_allowed: allowed directories
uncommitted: status diff
stage_files: add stage
stash: stash
checkout_branch: checkout
press_key keyboard hit_enter: press key keyboard
go_back_page: back
choose_option pick_from_list: select option
fill_form: fill form
screen_size window_size smaller_window: resize
new_browser_tab close_tab: tab
run_javascript run_js: evaluate
page_text what_does_the_page_say: snapshot text get
download_page_as: save pdf
accept_cookies: click
log_into_site: fill type click
google it bing search_the_web search_online look_online on_the_internet: web search
pictures_of images_of: image search
videos_about clips_about: video search
local_business shops_around: local search
summarize_page: summarize fetch page
links_on_page: link extract
meta_tags page_title: metadata
rss_of_site: feed discover
follow_blog follow_site: subscribe feed
stop_following_blog: unsubscribe feed
raw_html: html
archive_page wayback: archive
robots: robots
word_in_page: search
model_on_hub: model
paper papers study: paper search
cite citation bibtex: citation
switch_in_the_code code_switch: flag create
production_breaks breaks_at_night who_do_i_call: oncall current
on_our_wifi on_the_wifi on_the_network on_our_network who_is_on: client list device connected
kid child_tablet tablet device phone_on_wifi: client device
data_load load_last_night import_last_night: job run status
saved_queries stored_queries: query saved
known_holes security_holes holes: vulnerability alert dependabot security
versions: release version tag list
config_files: file configuration read
config settings preferences: settings configuration config get
errors_go_to where_do_i_send_errors: dsn key
time_lost where_was_the_time: trace span
gets_stuck hangs frozen: status restart log
kills kill stop_process: kill terminate
sql_against: query sql execute
take_offline: disable stop
connected_to who_is_connected connections: client connection list
lie_around lying_around: list
console output stdout: log output console
show_logs what_do_the_logs_say: log
url link address_to_send: url link
picture_of_graph graph_image: panel image render
leaked breached hacked pwned: breach exposed leak security
one_time_code login_code 2fa_code: totp code mfa
my_password password_for what_is_my_password: password login search item vault credential
strong_password safe_password new_password: generate password
running_statements statements: process query running
dump: backup dump export
green red: status pipeline build check
timeouts errors_in_logs: log search query error
above over_80 threshold exceeds goes_over: alarm alert threshold
yesterdays_version earlier_version_of_the_site: rollback deploy
contact_form form_entries wrote_through: form submission
fails_sometimes fail_only_sometimes now_and_then unreliable: flaky test
cloud_costs spend_on_cloud google_cloud: billing cost
similar_documents similar_texts meaning: similarity semantic search vector
node_types relation_types: schema graph label
end_of_the_log at_the_end_of_the_log last_lines: tail log
syslog logfile log_file: log tail
on_the_server remote_machine remote: remote host command
hosts_up reach_them reachable: ping host reach status
playbook: playbook
remote_copy copy_to_the_server: upload copy host
call_our_server call_a_url: webhook
how_big how_large: size
is_down are_down went_down down_for: outage incident status
stack_trace: stacktrace error details
who_gets_paged after_whom: escalation policy
services_switched_off features_off: flag list
container_write what_does_it_write: log
more_instances more_copies fewer_copies: scale replicas
all_hands: incident declare
reachable_from_outside from_outside: port forward
locked_vault vault_locked unsealed: seal status
which_pages pages_of_the_site: sitemap list page
web_page_to_pdf website_to_pdf page_to_pdf: html pdf
downloads_folder documents_folder desktop_folder home_folder: folder directory list
not_committed uncommitted: status
on_my_machine on_my_computer on_my_disk on_this_computer on_this_machine on_my_laptop on_my_desktop: local file directory computer
am_i_signed_in signed_in_as who_am_i whoami which_account_am_i: me user profile authenticated whoami
subfolders subdirectories folder_structure: tree directory
escape tab_key arrow_key: key keyboard
weak_signal bad_reception bad_wifi: signal client statistics
power_cycle_port: port poe switch
blink_led: locate
who_is_using_the_internet uses_most_traffic: traffic client top usage
new_device_name: rename alias
old_deployments: deployment list history
pause_rollout: rollout pause stop
restart_pods: rollout restart
yaml_file: manifest apply
image_version: image tag
container_settings: inspect
cluster_health: cluster health status
read_logs: log
slow_pages slow_requests: trace performance slow request
users_affected: event user count
who_fixed: issue assignee history
errors_per_day: event count search
connection_string: connection config
user_rights database_user: role grant user
copy_database: backup dump clone
free_disk: disk space prune
scheduled_jobs: cron job schedule list
last_backup: backup list status
key_expires: expire ttl key
all_keys: keys scan list
publish_message: publish message
stream_entry: stream add
hash_value: hash get
left_of_list front_of_the_list: list push
value_of_key: get key value
sum_per average_per per_country per_month: aggregate group pivot
which_collections: collection list
documents_where: find document filter
index_on: index create
dns_entry point_domain: dns record create
cloud_storage: bucket storage
worker_code: worker code
website_files: file
search_pages_for: search page
web_form: form fill
page_loaded: wait
second_tab new_tab: tab
download_file: download file
newest_file recently_changed_files: recent file list
who_has_access_to_file: permission list
`;
