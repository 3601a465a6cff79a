/** What people who build and run software say. */
export const engineeringWords = `
repo codebase project: repo repository project
readme: file content readme
source sources code: code file source
grep search_for_code where_is_defined usages: search code
bug defect broken glitch: issue bug error ticket
crash crashed exception blew_up stacktrace: error exception issue event crash
typo: edit file issue
feature_request: issue
pull_request pr: pull request
merge_request mr: merge request
diff changed what_changed changes: diff compare commit change file
behind_main up_to_date rebase sync: update branch sync rebase merge
squash: merge
conflict: conflict merge
approve lgtm sign_off thumbs: approve review
reviewer review: review reviewer request
draft_pr ready_for_review: draft ready
who_wrote author blame: blame author commit history
commit commits checkin: commit
branch: branch ref
tag release version ship_version cut: release tag version publish
changelog release_notes: release notes changelog
fork: fork
star starred: star
clone: clone repository
gist snippet: gist snippet
waiting_for_me: notification assigned review request
ci build_red build_broken went_red green build: build workflow run job pipeline check status
printed output log_output: log logs output console
rerun try_again run_again retry: retry rerun restart
kick_off fire_off start_the: trigger run dispatch start
nightly: schedule build trigger
artifact: artifact download build
coverage: coverage
flaky failing failed fails: fail test status
code_quality smell smells: quality smell analysis
vulnerable vulnerability security_hole leaked cve: vulnerability security alert scanning dependabot advisory
leaked_secret leaked_key: secret scanning alert
dependency dependencies outdated_packages: dependency package dependabot
ai_coder coding_agent copilot: copilot agent assign
teammates: member collaborator
environment_variable env_var: environment variable
secret token api_key key_rotation: secret token key credential
credentials_run_out keep_alive lease: lease renew token
rotate: rotate
seal: seal
encrypt decrypt: encrypt decrypt transit
certificate ssl tls https: certificate ssl tls
deploy rollout ship go_live push_to_production release_it: deploy deployment release rollout
rollback roll_back go_back undo_the_release previous_version: rollback undo revert
canary gradual percent_of_users ten_percent just_some_users only_some: rollout percentage flag
feature_flag toggle flag: flag feature toggle
experiment ab_test: experiment test variant
freeze no_releases code_freeze: freeze window maintenance block
maintenance nobody_paged planned_downtime: maintenance window downtime
hotfix patch: patch release
staging production preview: environment deployment
domain dns nameserver: domain dns zone record
subdomain point_at: dns record create
cdn edge_cache: cache purge
old_version_shown stale_cache still_see flush: cache purge clear
redirect redirects: redirect rule
firewall waf attacker: firewall rule block ip security
ddos attack under_attack: security attack firewall
load_balancer: load balancer
vpn tunnel: vpn tunnel
port: port
server box machine vm instance droplet: server instance vm machine host
boot power_on spin_up turn_on_server: start launch create instance
shut_down power_off halt: stop shutdown instance
resize bigger_machine: resize scale type
scale copies replicas more_pods: scale replicas deployment
pod pods: pod
crashloop crash_looping restarting: pod status events
node nodes worker: node
helm chart: helm chart release
namespace: namespace
manifest yaml: manifest apply resource
drain cordon evict: drain cordon node
container containers: container
compose stack: compose stack
image_registry pull: image pull
prune clean_up_docker: prune
how_hard_working cpu_load ram memory_hungry: stats cpu memory usage metrics
volume disk: volume disk storage
disk_space room_taken how_much_room space take_up: size storage usage disk stats
bucket s3 blob: bucket object storage
presigned temporary_link: presign url link
lambda function serverless: function invoke lambda
queue message_queue kafka: queue topic message
cron scheduled_job: schedule cron job
terraform infrastructure: plan apply state resource
what_would_change dry_run: plan preview diff
bill cloud_bill cloud_costs spend: cost billing usage
uptime down reachable offline outage: status health uptime incident monitor
healthy healthy_database good_shape alive ok: health status check
logs log: log logs search query
grep_logs: logs search query
latency slow slower response_time p95: latency metric trace performance query slow
trace span: trace
metric metrics cpu_usage: metric query
dashboard boards board_about: dashboard search panel
panel: panel
alert alerts alarm going_off firing: alert rule firing monitor incident
silence mute shut_up stop_bugging: silence mute snooze
pager paged page pages: incident page oncall alert
on_call oncall on_duty: oncall schedule
ack acknowledge: acknowledge
swap_shift take_over_shift cover_for_me cover_shift: override oncall schedule
postmortem: postmortem incident review
error_rate most_errors: error metric
root_cause why_does_it_crash how_would_i_fix: analyze root cause
release_health crash_free: release health crash
affected_users: event user impact
query sql select: query sql
table tables columns schema: table schema describe column
index slow_query: index query
explain query_plan: explain plan
vacuum bloat: vacuum
migration: migration
backup back_up dump: backup snapshot dump export
replication replica_lag: replication
key_value ttl disappear_by_itself disappear expire live_for: expire ttl
collection documents: collection document
storage_size: storage size stats
aggregate group_by count_per: aggregate group count
insert put_in_table: insert
upsert: upsert update
data_fresh up_to_date_data fresh stale when_was_last_loaded: freshness updated
lineage where_does_data_come: lineage
data_dictionary: describe catalog schema
how_expensive_query: estimate cost
warehouse dwh: warehouse query
access_point ap wifi_box router: access point device network
flash blink make_it_flash: locate led identify
wifi wlan: wifi wlan network
guest_wifi wifi_pass: guest voucher wifi
wifi_passes guest_code voucher_code: voucher guest
connected_devices who_is_on_wifi clients: client device list
block_device kick_off_network: block client
firmware: firmware upgrade update
speedtest internet_speed: speed test
reboot restart: restart reboot
webhook: webhook
api endpoint: api endpoint request
xhr ajax network_calls requests_made http_calls: network request
console javascript_errors js_errors: console message error
popup alert_box confirm_box dialog: dialog alert
click tap press: click
type fill enter: type fill
dropdown: select option
checkbox tick_box: click check
hover: hover
scroll: scroll
drag: drag
upload_file_picker: upload file
tab tabs: tab
back_button previous_page: back navigate
screenshot picture_of_the_page: screenshot capture snapshot
visit go_to open_site: navigate open url
wait_until: wait
scrape crawl subpages whole_site all_pages: crawl scrape extract
webpage article link url: url page fetch web
pdf_of_page: pdf
html markup: html
sitemap site_structure: map sitemap crawl
monitor_page tell_me_when_page_changes: watch monitor page
blog blogs rss feed: feed rss item article
unread_articles: unread item feed
ssh shell terminal command_line: command exec run shell
process processes running_programs: process
kill_process: kill
file_tree tree: tree directory
file_size how_big biggest largest: size info
permissions chmod: permission
zip unzip archive compress: zip compress archive extract
checksum hash: hash
regex: regex pattern
json: json
base64 encode decode: encode decode
uuid guid: uuid generate
embedding vector similar: vector embedding search similarity
prompt llm chatbot: model prompt completion
fine_tune: training model
dataset: dataset
notebook jupyter: notebook cell
github_notifications waiting: notification list
starred_repos: star repository
code_search: search code
org organization: organization
collaborator outside_contributor: collaborator add
milestone_due: milestone
close_issue: issue update close state
wontfix duplicate_issue: issue update close
assign_copilot: copilot assign
workflow_dispatch run_the_workflow: workflow run trigger
job_log build_log why_did_the_build_fail build_failed: job log build logs get
cancel_build stop_build stuck_build: cancel build run abort stop
pipeline_status did_it_pass is_the_build: build status pipeline run get list
build_number: build status
test_results failed_tests: test result
test_plan: test plan case
work_item ticket_in_devops: work item
wiki_page: wiki page
release_branch: branch release
protected_branch: branch protection protect
deploy_key: key deploy
what_is_live what_is_running_in_production which_version_is_live deployed_version: deploy status version release deployment
what_changed_between: compare diff release
put_live go_live: deploy start promote release
promote: promote
stop_deployment abort_rollout: deploy abort cancel rollback
turn_off_feature disable_feature kill_switch: flag disable off toggle
turn_on_feature enable_feature: flag enable on toggle
who_sees_feature: flag target
`;
