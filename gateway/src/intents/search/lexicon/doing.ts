/** What people call what is to be done, and the verbs with which tools are named. */
export const doingWords = `
bring_up_to_date refresh sync: update sync refresh
get_rid_of nuke scrap bin chuck toss dump wipe: delete remove clear
throw_*_away throw_*_out throw_away throw_out put_*_in_the_bin: delete trash remove
take_*_down take_down: delete remove unpublish
take_*_off take_off kick_*_out kick_out throw_*_out_of boot_out: remove delete ban kick block member unsubscribe
cross_*_off tick_*_off check_*_off cross_off tick_off: complete close done
mark_*_as_done mark_*_done mark_done get_*_done: complete close done finish
turn_*_into change_*_into make_*_into convert_*_to: convert transform export
swap replace switch_*_to exchange_*_for: replace update switch
bump raise increase lift up_the: update increase set priority raise
lower reduce decrease cut_*_down: update decrease set lower
tuck shove stick slide drag put_*_under put_*_into: move add
rename call_it give_*_another_name give_*_a_new_name: rename update
split break_*_up: split
glue join stitch put_*_together: merge combine join
hand hand_*_over hand_*_to give_*_to pass_*_to: assign transfer update
chase nag follow_up: remind reminder send message
look_into dig_into investigate get_to_the_bottom: analyze investigate details get
dig_up dig_out hunt_down track_down: search find
pull_up bring_up open_up: get show open read
grab fetch download pull_down get_hold: download get export
dump export take_out: export download
hook_up attach add_*_to put_*_on: attach add connect
stick_*_on pin: pin add
make_*_public go_public publish put_*_online put_online post: publish share visibility
make_*_private hide_*_from: visibility private permission
hide put_*_aside put_aside later put_*_away put_away: archive snooze hide stash
hold_off put_*_on_hold put_on_hold pause: pause hold snooze suspend
resume carry_on continue unpause: resume start continue
carry_over roll_over push_*_to shift: move reschedule update
keep_*_alive keep_alive extend prolong longer renew: extend renew
let_*_in let_in allow_*_in: invite add allow
let_*_know let_know give_*_a_heads_up heads_up keep_*_posted: notify send message
shut_*_down shut_down switch_*_off turn_*_off power_down: stop turn off shutdown disable
boot_*_up fire_*_up spin_*_up spin_up fire_up power_up switch_*_on turn_*_on: start launch create turn on enable
tear_*_down tear_down: delete destroy
kick_*_off kick_off set_*_off: start trigger run
call_*_off call_off scrub: cancel delete
undo take_*_back take_back put_*_back change_*_back roll_*_back: revert undo restore rollback withdraw undelete
bring_*_back get_*_back resurrect un_delete undelete deleted_by_accident by_mistake: restore undelete recover
leave_a_note leave_a_comment leave_*_a_note write_*_under write_under: comment note add
leave_*_a_message: message send
sign_*_up put_*_on_the_list enroll: register add enroll subscribe
sign_out log_out kick_*_from_all: session revoke logout
fill_*_in fill_in fill_out: fill
write_*_down write_down jot_*_down put_*_down: note record log create add
note_*_down note_down: note log record
look_*_up look_up: search lookup get find
work_out figure_out calculate compute: calculate evaluate
double_check verify validate make_sure: check validate verify
have_a_look take_a_look peek glance: get view show
count how_many number_of: count list
compare against difference_between: compare diff
summarize sum_up in_short gist_of boil_down tl_dr: summarize summary
explain why_does why_is why_did: explain analyze details logs get
recommend suggest what_should ideas_for similar_to like_this: recommend suggest recommendation similar
list all_the every_single overview overview_of which_of what_kinds: list overview get
biggest largest heaviest top most_used busiest slowest: top size most sort
newest latest most_recent last_few: recent latest list
random surprise_me: random
test_run try_out dry_run: test preview
set_up build_me create_me make_me i_need_a we_need_a new: create add new
open_a_new start_a_new begin_a_new: create
book reserve get_me_a: book reserve create
apply_for ask_for put_in_for: request apply create
claim get_*_reimbursed hand_in: claim submit create
submit turn_in send_in: submit create
order buy purchase: order buy create purchase
sell: sell order
pay settle: pay payment
charge: charge payment
approve give_the_green_light green_light okay_it say_yes: approve accept
turn_down say_no knock_back: decline reject deny
invite add_*_to_the: invite add member
grant give_*_access let_*_see let_*_edit let_*_use: share grant permission add access role
revoke take_*_access_away no_longer_*_access cut_off: revoke remove permission
watch keep_an_eye tell_me_when let_me_know_when alert_me notify_me: watch alert monitor subscribe notification
every_time whenever each_time from_now_on automatically by_itself straight_into always: rule filter automation trigger workflow
on_a_schedule every_morning every_monday every_night: schedule recurring automation cron
at_once in_bulk all_of_them in_one_go bulk several: batch bulk multiple
copy make_a_copy duplicate clone: copy duplicate clone
print: print
draw sketch: draw generate create diagram
translate: translate
play put_on: play
listen: play
skip jump: skip next seek
ring_again remind_me_again: snooze reminder
read_out say_out_loud: speak speech
scan: scan
lock_*_down: restrict lock policy
protect guard: protect
ban bar: ban block
report flag: report flag create
log track: log track record create
measure: measure get
check_in: check in
confirm: confirm
forward pass_*_on send_*_on: forward send
reply write_back write_*_back answer get_back_to respond: reply respond send comment
broadcast: send broadcast
drop drop_a_line: send add
text: sms send message
ring phone dial: call phone
choose pick: select choose option
no_longer_needed not_needed is_not_needed do_not_need can_go needed_any_more needless obsolete outdated: delete remove archive close
take_*_out_of take_*_out_from: remove delete
let_*_back let_*_back_in let_*_on_again: unblock restore enable allow
same_again once_more again: repeat renew retry rerun
do_not_want_*_any_more stop_getting stop_receiving no_more: unsubscribe stop remove cancel
tell_me_when tell_me_if warn_me_when warn_me_if warn_me when_*_gets_cheaper: alert watch notify monitor
move_the_mouse mouse_over point_at_the_menu: hover
happening_with going_on_with what_is_happening what_happened_with what_became_of: status details history get
go_through went_through succeed succeeded worked_out: status success run result
needs_to_go_to get_*_involved bring_*_in get_*_to_join: escalate add assign request
get_*_back want_*_back: refund restore claim recover reimburse
how_full how_much_is_left: usage space remaining
have_a_login has_a_login can_log_in has_an_account: user account list member
put_*_in_order sort_*_out tidy clean_up: sort organize clean
pull_*_out_of pull_*_out_from get_*_out_of: extract
come_before go_before should_come_first change_the_order: reorder sort move
leave_it_in_drafts do_not_send not_send_yet without_sending not_send: draft save
comes_by_car by_car come_by_car: parking
takes_longer take_longer keep_the_room need_more_time: extend
belongs_to goes_with match: link match associate
let_*_know_that: notify send
store_under keep_under remember_under: save store
write_another add_another one_more: add append
at_the_end at_the_bottom: append
at_the_same_time at_once: multiple batch
connect link_up tie: link association connect relation
pushed pushed_to: commit push
published released: release publish
contains contain consist_of: details summary get list
set_up setting_up set_*_up: create setup
put_together: merge combine create
clear_*_away clear_away put_*_away_for_good: delete remove clear
get_me_off get_us_off take_me_off take_us_off get_*_off_the: unsubscribe remove
take_*_off_the: remove
say_yes_to: approve accept
say_no_to: decline reject
break_*_down: split child create
give_*_a_push give_*_a_nudge: nudge remind
may_go_home go_home send_*_home: discharge
look_over_this go_over_this check_over: review
look_the_same is_it_the_same same_or_different: compare difference
cut_*_off cut_off_the: crop cut
go_out_on goes_out should_go_out: schedule send
back_to_the_old_one back_to_the_old back_to_the_previous go_back_to: rollback restore
bounce: restart
call_it_so call_it: rename alias
bring_*_up_again start_*_again: start restart
get_*_onto get_*_onto_my: export download
won_t_take not_take will_not_take after_all: cancel withdraw
put_*_down_as: set create
put_*_on_the_list put_*_on_a_list: add list
take_*_out_of_service out_of_service: drain disable cordon
in_one_go all_at_once: batch bulk multiple
i_picked i_counted i_packed: confirm result record
i_need_*_from get_me_the get_me: download get
save_*_to save_*_as save_*_in: save write download store
speed_up make_*_faster faster: index optimize performance
leave_*_open leave_*_on leave_*_unlocked left_*_open left_*_on: state status context
what_do_you_know: search recall
get_rid_of get_*_out_of_the_way: drop destroy terminate delete remove
find_out_why find_out: analyze root cause search
has_to_be_done_before has_to_come_before must_come_before comes_after: dependency order
open_a open_an: create new open
start_a start_an: create start new
make_a make_an make_me_a make_us_a: create add generate new
write_a write_an: create write new
hit: press click
into_one: merge combine collage join
for_*_only only_for: target segment user
belongs_on belongs_in: move
get_*_onto_the: pull download upload
nobody_may must_not should_not_be_able: block prevent protect quarantine
instead_of: replace change update
unreadable illegible: redact blur
does_*_print did_*_print: log output console
may_i am_i_allowed: policy check permission
`;
