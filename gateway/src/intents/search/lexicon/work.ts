/** What people at a desk say, and the words of whoever names a tool for it. */
export const workWords = `
mail mails email inbox: email message mail inbox
mailbox: inbox folder mail imap
wrote_to write_to drop_a_line get_back_to: send message email reply
heard_from hear_from: message email search sender
spam junk phishing: spam junk
unread: read seen flag status unread
starred star flagged: star flag important
cc bcc recipient: recipient cc
away out_for_lunch out_of_office afk brb: away status presence vacation responder dnd
do_not_disturb dnd leave_me_alone not_be_disturbed undisturbed: dnd snooze presence focus mute status
ping nudge poke buzz: message send notify remind direct
dm privately private: direct message private dm
shout announce announcement broadcast: announcement message post broadcast channel
group_chat: group channel conversation chat
heart emoji thumbs_up smiley: reaction emoji react
said saying talk talked discussed discussion: message conversation thread history comment
replied replies respond responded answered: reply comment thread response
mentions mentioned tagged: mention notification search
seen_my: read receipt
standup daily: meeting event standup channel
invite invited: invite invitation attendee member guest add
attending attend coming rsvp: attendee respond rsvp guest participant
available availability free_time free busy: availability free busy slot schedule freebusy
slot gap opening: slot availability free time
clash conflict overlap: conflict overlap free busy event
book_a_time: schedule appointment booking event
double_booked: conflict event availability
reschedule postpone bring_forward push_back push_to move_to: reschedule update move event
cancel_on call_off: cancel delete event
recurring every_week weekly: recurring recurrence schedule
agenda on_the_agenda have_on on_my_plate got_on: event agenda calendar task list today
diary planner: calendar event journal
meet get_together catch_up sit_down: meeting event schedule
dial_in join_link: meeting join url link conference
minutes recap takeaways what_was_decided decided: summary transcript notes minutes meeting
recording recorded: recording transcript
transcribe transcript word_for_word: transcript transcription
webinar: webinar meeting
participant showed_up turned_up joined: participant attendee
host: host meeting organizer
to_do todo chore errand: task todo item
tick check_off cross_off done finished over_with: complete close done status finish task
undone reopen open_again not_done: reopen uncomplete open status
overdue late behind_schedule: overdue due date late
due deadline by_when: due date deadline
subtask sub_task: subtask child
blocker blocked blocks depends waiting_on: dependency block link
backlog: backlog board issue sprint
sprint iteration: sprint cycle iteration
story epic: issue epic story
kanban board column lane: board column list status card
who_is_working on_the_hook hook responsible in_charge owner: assignee owner assign lead member
assigned assign hand_over hand_it_to hand_to give_it_to pass_to reassign take_over: assign assignee transfer owner update
unassigned: assignee unassigned
plate workload overloaded: workload capacity assignee
stopwatch timer: timer time tracking
estimate story_points: estimate points
milestone: milestone
roadmap: roadmap initiative project plan
status progress how_far: status progress state
in_review in_progress done_column: transition status move
urgent asap priority important bump: priority urgent update
label tag categorize: label tag category
watch keep_me_posted follow: watch subscribe follow notification
wiki handbook guide manual: wiki page article document documentation
knowledge_base: knowledge article wiki
runbook playbook: runbook playbook page
subpage subpages below underneath nested: child children descendant subpage
tuck put_under under parent: parent move
note notes jot scribble: note memo
remark remarks footnote: comment note
feedback: comment feedback review
minutes_of: notes
doc docs paper papers: document doc file paper
paragraph section heading: block section content append
draft: draft
template boilerplate: template
version revision earlier_version old_version previous_version: version revision history
went_back restore roll_back: restore revert rollback version
who_changed edited: history revision version activity change author
who_can_open who_can_see who_has_access access permission: permission access share member collaborator role
share sharing let_see give_access: share permission invite access
shared_with_me: shared
folder directory: folder directory
trash bin wastebasket: trash delete bin
lately recently last_worked working_on: recent activity modified history
table database base: database table record
row line entry: row record item entry
form questionnaire survey: form survey response
filled_in filled_out submitted responses: response submission
poll vote: poll vote
presentation deck powerpoint slides slideshow keynote: presentation slide
whiteboard mindmap diagram sketch flowchart: diagram whiteboard board
spreadsheet excel sheet workbook worksheet csv tsv: spreadsheet sheet excel worksheet workbook csv
cell cells range: cell range
deduplicate dedupe duplicates doubles twice: duplicate remove merge
sort order_by alphabetical alphabetically: sort order
sum total add_up tally: sum total aggregate calculate
pivot crosstab breakdown per: pivot aggregate group
chart graph plot visualize bar_chart: chart graph plot visualization
formula: formula calculate
address_book rolodex contact_list: contact people
phone_number number: phone number contact
reach get_hold_of call: contact phone call
plumber electrician landlord neighbor doctor friend mum mother grandma: contact person
birthday born: birthday contact
nickname: contact name
customer client account buyer: customer account contact company client
lead prospect: lead contact prospect
deal opportunity: deal opportunity pipeline
pipeline funnel stage: stage pipeline deal
won lost closed_won: stage deal status
renewal upsell churn: renewal subscription deal
quote proposal offer: quote estimate proposal offer
cold_call called phoned spoke_with: call log activity engagement note
company firm business organization: company organization account
field property custom_field attribute: property field custom attribute
segment audience: segment list audience
campaign newsletter mailing blast mailshot: campaign email newsletter mailing
opens open_rate clicks opened clicked: open rate click statistics report campaign
bounce bounced: bounce
unsubscribe opt_out no_more_mail no_more_advertising take_off_the_list: unsubscribe remove suppress subscriber contact consent
subscribe sign_up_for opt_in: subscribe subscriber add contact
landing_page: page website
ad ads advertising advert: ad campaign spend
post_on schedule_post: post publish schedule social
social_media feed: social post
hashtag trending: trend hashtag
likes followers: follower like engagement
seo ranking keyword: keyword seo rank search
support_case case support_request customer_request complaint complained: ticket case conversation
agent: agent user assignee
canned macro: macro template reply
sla response_time: sla time metric
happy satisfied csat satisfaction nps: satisfaction rating survey score csat
escalate: escalate priority assign
internal_note team_only only_the_team colleagues_only teammates: internal note private
knowledge_article faq: article help
snooze remind_me_later: snooze remind later
org_chart hierarchy who_reports: org chart hierarchy manager reports
allowed may_i against_the_rules rules policy: policy rule check compliance allowed
meeting_room conference_room somewhere_for projector: room meeting space book
in_the_office who_is_in: office presence
printer print: print printer
single_sign_on sso: sso authentication login
out_of_the_loop missed_while_away: notification unread history
inbox_zero clear_my_inbox: archive mail
move_mail file_mail sort_mail: move label folder filter
sender from_whom: sender from search
attachment attached came_with enclosed: attachment download attach
forgot_to_attach: attachment
schedule_send send_later tomorrow_at later_today: schedule later
unsend recall_message: delete recall undo message
edit_message fix_my_message: update message edit
search_mail find_the_mail: search mail message
out_of_office_reply auto_reply automatic_reply tell_people_i_am_away: vacation responder auto reply
topic_of_the_channel: topic channel
members_of who_belongs who_is_in who_is_on_the_team: member list user
profile: user profile get
time_of_meeting when_is: event calendar get list
next_meeting what_is_next: event list upcoming
attendees_of who_is_coming guest_list: attendee participant guest registrant
accept_invite: respond accept invitation
decline_invite ca_not_make_it ca_not_make_it skip_the_meeting: respond decline invitation
zoom_link meeting_link: meeting join link url
waiting_room_on: meeting settings update
registrant register_for: registrant register
breakdown_of_work child_task steps: subtask checklist
checklist: checklist
assigned_to_me my_tasks my_issues what_should_i_work_on: assigned my task issue list
team_tasks: task team list
move_to_another_list other_list: move list
put_in_project: project add
who_is_doing_what: assignee task list workload
comment_thread what_people_said what_did_people_say: comment list get
attach_file attach_picture: attach attachment file upload
epic_link link_issues related_to duplicates_of: link issue relation
watchers: watcher
worklog spent_hours: worklog time log
close_ticket fixed solved sorted: close resolve solve status
spec specification design_doc: page document
look_for_page: search page
page_history: version history
table_of_contents: page structure
toggle_block bullet: block
database_entry database_row: page database row
property_of_page: property
backlinks links_here: backlink
daily_note journal diary_entry: daily note journal
tags_used: tag list
vault_note: note
word_count: count
export_to_pdf as_pdf: export pdf
export_to_word as_word: export docx
file_in_drive: file drive
make_folder new_folder: folder directory create
upload_to put_in_drive put_into_dropbox: upload file
download_from: download file get
shared_link link_to_file public_link: shared link share url
how_much_space_left storage_left quota: storage space usage quota
which_files: list files folder directory
slides_for: presentation
named_range: range
new_tab_in_sheet worksheet_tab: sheet add worksheet
header_row: row header
bold format_cells highlight: format style cell
filter_rows only_rows: filter row
vlookup match_rows: lookup
missing_values empty_cells: clean fill missing
lookup_contact find_contact: contact search find
vcard: vcard export contact
merge_contacts same_person: merge contact duplicate
birthday_coming: birthday upcoming
talk_to_customer write_to_customer: reply ticket message
customer_said customer_wrote: ticket conversation comment
open_tickets waiting_customers queue: ticket list search open
assign_ticket: assign ticket
vip: priority tag
first_response: response time metric
sales_this_month: deal report sales
forecast_sales: forecast deal
company_info details_of_company: company get
link_contact_to associate belongs_to: association associate link
sequence drip: sequence enroll workflow
log_meeting_with: engagement log meeting
enrich: enrich
list_members audience_size how_many_people_would_get: segment size audience count
test_mail test_send: test send mail
ab_test_subject subject_lines: test variant
stop_campaign: pause campaign
utm tracking_link tagged_link: utm link
instagram facebook linkedin tiktok: social post
what_people_say_about_us mentioned_online brand_mentions: mention social
trade_fair fair leads_from: lead export
ask_customers_what survey_customers: survey create
survey_answers: survey response result
org_chart_of: org chart
corporate_card company_card: card corporate
cost_center: spend department report
who_spent_most: spend report
redline changes_to_contract: compare redline version
ends_soon about_to_expire running_out: expire expiring upcoming
obligation duties_under: obligation
broken_laptop broken not_working does_not_work does_not_work stopped_working flickering: ticket issue report incident open
my_tickets status_of_my_ticket: ticket status get list
service_status is_it_down is_the_system_down: status service outage incident
knowledge_base_about how_to_connect: knowledge article search
extend_meeting_room keep_the_room: extend booking
who_booked: booking schedule list
in_the_papers in_the_paper in_the_media press: news
letter correspondence: document letter
people_who customers_who users_who customers_from users_from everybody_who everyone_who: segment audience filter list search
sign_up_page page_where_people signup_page: landing page form
specialist second_level expert: escalate
offer: quote estimate offer
orders_ten places_an_order: order create
home_page website_page: page
opinion opinions: review comment feedback
who_liked: like reaction
read_receipt seen_by: read
phone_book: contact directory
mailing_list distribution_list: list group distribution subscriber
working_from_home home_office: presence location
org_unit department: department group team
reminder_mail: reminder email
business_trip: travel trip
minutes_from: meeting notes summary
handbook_page: page
poll_the_team: poll create
read_more newest_posts: list recent
how_many: count total number
how_much_money: balance money amount
half_of_it_was_broken broken_on_arrival were_broken was_broken: complaint damaged
picked_up_yet nobody_picked_up nobody_took: unassigned queue
in_my_own_inbox see_it_first preview_mail: test send preview
what_did_i_report reported: ticket list
out_of_office: vacation responder
works_in who_works_in: user member list
senders: correspondent sender
series: sequence series
cv: resume file document
idea thought: note
slides_into document_into picture_into report_into: file upload
how_do_i how_can_i how_do_you: knowledge help article documentation guide
all_talk all_meet everyone_meet: overlap availability free
works_better which_is_better try_two two_versions: test variant experiment
maybe not_sure_yet perhaps: tentative respond
structure_of_the_workspace everything_in_the_workspace: hierarchy overview list
passcode waiting_room: meeting settings update get
first_time_customer signed_up_lately: contact list search
complaint_from customer_is_angry angry: complaint ticket priority
out_of_hours: schedule
satisfied_customers would_recommend: nps survey satisfaction
hand_out_to everyone_in_the_company: announcement broadcast channel
reader_only read_only view_only only_look only_read: permission role share viewer
stop_sharing no_longer_see unshare: revoke permission remove share unshare
owner_of_the_file: permission owner transfer
bulk_mail mass_mail: campaign send bulk
who_opened: open statistics campaign
contacts_in contacts_at people_at: contact search list
call_notes: note call log engagement
next_steps: task summary
sales_pipeline how_are_sales: deal pipeline report
tickets_i_have my_queue: ticket list assigned
waiting_longest oldest: sort date list
who_handles_this: assignee get
put_in_the_calendar in_my_calendar into_my_calendar: calendar event create
remove_from_my_calendar: calendar event delete
invite_*_to_the_meeting: event update attendee
do_i_have_time am_i_free am_i_busy: free busy availability event list
how_many_meetings: event list meeting
task_list to_do_list: task list todo
every_day every_week every_month every_year: recurring repeat
task_for assign_task: task assign create
take_over_from: assign
keep_as_draft unfinished: draft
format_of_the_page: page
heading_on_the_page text_on_the_page: block page update
`;
