/** What people say who work in a company, of leave, pay, contracts, rooms and equipment. */
export const staffWords = `
signature_block: signature
chatroom room: channel room
time_spent timesheet hours_worked clock_in: time entry worklog timesheet log track
visitors traffic pageviews: analytics visitor traffic
help_desk helpdesk it_department tell_it it_support: ticket helpdesk incident request
colleague coworker employee staff worker: employee user member staff directory
boss manager supervisor reports_to: manager employee org chart
new_hire starts_monday joining new_starter onboarding: onboard employee create hire
leaver left_the_company last_day quits fired leaving_us: offboard terminate deactivate employee
holiday vacation time_off days_off pto day_off annual_leave leave: leave vacation time off absence holiday request
days_left vacation_days holidays_left: balance leave vacation remaining
ill sick flu cold fever unwell: sick sickness leave absence report
maternity paternity parental: leave parental
payslip salary_slip pay_slip payroll wage salary: payslip payroll salary compensation
raise_in_pay pay_rise: salary compensation
bonus: bonus compensation payroll
applicant applicants candidate candidates applied: candidate applicant application recruit
resume cv: resume candidate document
interview: interview candidate schedule
vacancy job_opening opening position hiring: job opening position requisition posting
performance_review appraisal: review performance goal
training course learning: training course learning
reimburse reimbursement out_of_pocket my_expenses: expense claim reimbursement
receipt: receipt expense
per_diem mileage: mileage expense allowance
sign signature signed countersign e_sign: sign signature envelope
contract agreement nda lease: contract agreement document
clause term terms: clause contract
expires run_out_contract renewal_date notice_period: expire renewal contract
lawsuit lawyer attorney legal: legal matter case
gdpr privacy personal_data data_request forget_me: gdpr privacy data request
sanction sanctions watchlist blacklist: sanction check screening
trademark patent: trademark patent
visitor guest_badge: visitor guest register
desk hot_desk: desk book
badge keycard: badge access card
parking_spot: parking
laptop monitor keyboard mouse hardware headset: hardware equipment device asset request
license software_license: license software
password forgot_password locked_out: password reset unlock account
two_factor mfa 2fa otp authenticator: mfa factor authentication two
leave_channel: leave channel
room_free free_room: room available find
book_room reserve_room: room book
catering sandwiches lunch_for: catering
breakout: breakout room
whole_company all_staff: employee directory list
employee_number personnel_file: employee record get
address_of_employee moved_house moved_house_recently: employee update address
married surname new_surname: employee update
overtime extra_hours: overtime timesheet
punch clock_out clock_in: clock punch time
team_away who_is_away who_is_off whos_off: absence team leave out
public_holidays: holiday
take_off_next_week next_week_off want_off week_off time_away: leave request time off vacation
approve_leave approve_holiday: approve leave
withdraw_leave not_taking_holiday: cancel leave
benefits health_insurance pension: benefit
pay_everybody run_payroll pay_day: payroll run
goals objectives okr: goal objective
job_ad: position job opening post
advance_candidate next_round invite_to_interview: candidate stage move
claim_back hand_in_receipt lunch_receipt taxi_receipt: expense claim receipt add
kilometers_driven drove_my_own_car: mileage
did_my_expenses get_paid expense_status: claim status list
reject_expense: reject claim
contract_about find_contract: contract search
clause_about liability governing_law: clause search
signed_yet has_signed: signature status envelope
chase_signature remind_signer: signature remind
new_contract_from_template draft_nda: contract create template draft generate
background_check due_diligence: check screening sanction
delete_all_data_about erase_data data_subject: gdpr request erasure
admin_rights software_access access_to: access request permission grant
who_has_this_laptop serial_number asset_tag: asset lookup device
new_monitor new_laptop need_a_laptop need_a_monitor: hardware request
front_desk reception let_reception_know guest_coming visitor_comes: visitor register
room_broken projector_broken beamer: room issue report
salary_statement wage_slip: payslip
starting_work start_work begin_work finish_work arrive_at_work: clock time punch
authenticator new_phone_authenticator: mfa factor reset
tools_for programs program software app_on_my_pc on_my_pc on_my_computer: software install application
quits resigns resigned fires: terminate employee offboard
out_sick called_in_sick: absence sickness
lawyer: legal review
log_into ca_not_log_in ca_not_log_into ca_not_get_in: password login reset unlock
allowed_to_do_business do_business_with: sanction check
bank_account_changed new_bank_account my_data_changed: employee update bank
since_when hire_date hired: employee get hire
who_is_out who_is_away who_is_off who_is_on_holiday who_is_on_leave who_is_on_vacation: leave absence out away
boss_of whose_boss: manager employee
job_title role_of: profile user employee
department: department employee team
vacation_days_of who_approved: leave approve
probation trial_period: employee
promotion promoted new_position new_job_title: employee update position
salary_increase: compensation
hours_this_week how_long_did_i_work working_hours: timesheet time entry hours
forgot_to_clock forgot_to_stamp: timesheet clock correct
job_interview interviewer: interview candidate schedule
turned_the_offer_down accepted_the_offer: candidate stage move
reference_letter certificate_of_employment: document employee
parties counterparty: contract counterparty
notice_period terminate_contract get_out_of_the_contract: contract termination expire notice
lawyer_look legal_look legally: legal review
may_we_work_with may_we_sell_to: sanction check
`;
