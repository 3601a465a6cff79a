/** More of what people say at home, on the road and of themselves. */
export const everydayWords = `
washing_done: appliance state
camera_picture: camera snapshot
last_time_door_opened history_of_sensor: history
robot_back_to_base dock: vacuum return base dock
to_shopping_list we_need_milk out_of_milk buy_milk: shopping list item add
announce_in_house dinner_is_ready: broadcast announce
egg_timer timer_for: timer start
how_long_on_timer: timer status
garage_open open_the_garage: cover open garage
charge_the_car car_battery: vehicle charge
add_to_queue next_up play_after: queue add
what_did_i_listen_to listened: recently played history
favorite_artists most_played my_top: top item artist track
my_playlists: playlist list
songs_on_playlist: playlist track get
remove_from_playlist: playlist track remove
save_album: album save library
play_on_kitchen play_on other_speaker: device transfer playback
similar_songs more_like: recommendation
turn_it_up turn_it_down: volume set
now_playing who_sings_this: currently playing now
go_back_to_start rewind fast_forward: seek
what_to_watch: recommendation movie
channel_videos: video channel list
comments_below: comment video list
subscribers: subscriber channel stat
captions: caption transcript
upload_video: video upload
tell_me_about_photo: describe image
same_photo_twice: duplicate image
album_of_photos: album
photos_from photos_of: photo search
collage: collage grid
gif animation: gif animated
flip mirror: flip mirror
brighten contrast: brightness contrast adjust
color_of_pixel dominant_color: color palette
qr_code: qr code
barcode_in_picture: barcode read
icon favicon: icon
redact black_out: redact
form_fields: form field list
fill_in_pdf: fill form pdf
page_order reorder_pages: reorder page
rotate_pages: rotate page
pdf_to_text words_in_pdf: extract text pdf
pdf_to_pictures: image pdf convert
pictures_to_pdf: pdf image create
number_pages page_numbers: page number stamp
stamp: stamp watermark
unlock_pdf remove_pdf_password: decrypt unlock password
tables_in_pdf: table extract
weather_now right_now_outside outside how_cold how_warm how_hot: current weather conditions temperature
weather_this_week weekend_weather: forecast daily
next_hours hour_by_hour in_the_next_hours: hourly forecast
storm_warning severe weather_warning: alert warning severe
ski snow_depth slopes: snow ski
sea water_temperature: marine
weather_then back_then: historical weather
route_avoiding with_stops: route directions waypoint
walk_within reachable_in: isochrone
many_places_order best_order: optimize route
eta_by_car how_long_drive: directions duration distance
along_the_way on_the_way: places along route
reviews_of_place: place details review
map_picture: static map image
street_view: street view
cheap_flights flights_to: flight search
book_flight buy_ticket: flight book
flight_delayed on_time: flight status
hotel_near: hotel search
book_hotel: hotel book
hotel_good is_the_hotel: hotel review
cancel_trip cancel_flight: booking cancel
train_to: train search
price_drops cheaper_later: price alert
do_i_need_a_visa: visa requirement
emergency_number: country info
plan_a_trip: itinerary trip plan
packing: packing list
bikes_nearby scooter: bike sharing station
week_in_running how_far_did_i_run total_kilometers kilometers_this_year: stats athlete activity summary total
splits laps: lap split activity
friends_activity: feed activity
route_to_watch: route export gpx
retire_shoes: gear update
resting_pulse: heart rate
how_did_i_sleep: sleep
training_plan: plan workout training
personal_best pr_run: record best effort
stress: stress
blood_pressure: blood pressure vital
temperature_of_patient take_vitals: vital
appointment_at_doctor doctor_free see_the_doctor: appointment slot book
next_appointment: appointment list
cancel_appointment: appointment cancel
patient_called find_patient: patient search
new_patient: patient register create
earlier_slot cancellation_list: waitlist
test_results_of_patient: lab result
medicines_together interact take_together: interaction drug medication check
prescribe: prescription create
next_dose booster due_for_jab: vaccination record
send_to_specialist: referral create
free_beds bed_free: bed occupancy availability
admit discharge: admission discharge
who_works_tonight roster: roster shift staff
insurance_covers: insurance eligibility
dinner_idea what_can_i_cook use_up: recipe search ingredient
save_recipe my_recipe: recipe save create
recipe_from_website: recipe import url
for_more_people double_the_recipe: scale serving recipe
what_is_in_the_fridge what_do_we_have: pantry list
ate_the_last used_up: pantry update
healthy_food how_many_calories: nutrition calorie
plan_meals meals_for_the_week: meal plan
what_to_buy: shopping list
how_many_ml how_many_grams how_many_feet in_inches in_celsius in_miles: convert unit
area volume_of: geometry calculate
what_is_x percent_of: percentage calculate
interest_on: interest
standard_deviation: statistics
pick_a_number: random number
simplify: simplify algebra
plot_function: plot graph function
loan_rate pay_off: loan mortgage
days_between weeks_until: date difference
add_days in_90_days: date add
what_time_is_it_in time_there: time timezone current
overlap_of_working_hours both_awake: overlap hours timezone
stopwatch: stopwatch timer
meeting_across_time_zones: convert timezone time
note_to_self remember_that: note memory save
what_did_i_note: note search
do_not_forget remember_to: reminder task
how_late_is_it what_is_the_time what_time_is_it time_is_it: current time
monday tuesday wednesday thursday friday saturday sunday: weekday
which_weekday was_it_a on_which_day: weekday day date
cheaper price_drop gets_cheaper: price alert watch
tablets_again same_medicine: prescription renew repeat
stay_in_hospital hospital ward: admission admit inpatient ward
later_slot other_slot another_slot another_time different_time different_day: reschedule move appointment update
window_seat aisle_seat: seat map
sea_level: elevation
closest_by_car nearest_by_car: distance matrix
music_off stop_playing silence_please: pause stop playback
sings sung singer: artist track playing
bedroom kitchen living_room hallway bathroom: area room
machine: device switch turn
overnight over_the_day over_time since_yesterday: history trend
camping weekend_trip: trip
salad soup pasta: recipe meal
flat apartment holiday_flat cottage villa: accommodation stay listing property
classes class_am_i_taking: course class
homework essay: assignment submit
marks grades term: grade
popular hot trending top: hot popular trending top
loud voice read_this_out read_this_aloud *_out_with_a_voice: speech voice audio
creaking noise_of sound_of: sound effect
said_in_this_recording spoken recording: transcribe transcript speech recording
highlighted marked did_i_mark mark_in: highlight annotation note
passage sentence quote: passage highlight text
departs depart leaves leaves_from goes_from: departure
space_left table_for seats_free: table availability free reservation
fit readiness ready_for_training hard_session recovered: readiness recovery training
drank bottle: feeding water drink log
diaper nappy: diaper
little_one toddler newborn: baby
come_to_the_house somebody_there intruder stranger at_the_house: camera event person detected
kids children parental: parental control child family
let_it_through let_through whitelist: allow
integral derivative squared sine cosine logarithm: compute calculate math integral
curve graph_of: plot graph function
nicer better_wording reword rephrase rewrite polish: rephrase rewrite improve text
spelling mistakes_in_text typos: check spelling text
what_is_on what_s_on going_on_this_weekend things_to_do: event search nearby
bought_tickets ticket_sales ticket_holder: attendee ticket order
early_bird: ticket
on_paper both_sides copies_on_paper: print
ink toner cartridge: ink
send_*_euros send_*_dollars send_*_pounds wire_money: transfer money payment
account_number bank_details bic iban: iban account
lost_my_card lost_my_bank_card stolen_card card_stolen: freeze card block
pay_at_most spend_at_most maximum: limit
toot: post status
charge_left charge_level range how_far_can_i_drive: battery vehicle range state
horn noise make_a_noise: horn sound
warm_up_the_car cool_the_car preheat: climate
keep_watching continue_watching half_watched not_finished: deck progress resume
who_is_watching watching_something streaming: session stream playing
seen_it already_watched: watched
films_on_disk new_films new_episodes rescan: scan library
hard_drive hard_drives drives disks: disk drive health
print_take print_finished: print progress
row_in_a in_a_row streak: streak
hours_played how_long_have_i_played: game played
online_now friends_online: friend online status
nuts contains_nuts e_numbers: allergen ingredient
late_train is_the_train: train delay
where_is where_are: location search track find
how_long_does_it_take how_long_is_the: direction route duration travel time
how_long: duration time
how_far_is how_far_away: distance route
how_hot how_cold how_warm: temperature weather current
how_old: age date
how_often: frequency count
put_on: play
get_from how_do_i_get: directions route
in_20_minutes_by how_far_can_i_get reach_in: isochrone reachable
which_street street_at: reverse geocode address
climb climbs: segment
five_stars stars: rate rating review
at_home have_at_home what_we_have: pantry
make_from cook_from cook_with: suggest recipe
egg eggs_are_boiling ring_in: timer countdown
sneeze birch grass ragweed: pollen
blood_tested take_blood: lab order test
nurse nurses: staff roster duty
in_case_somebody_cancels: waitlist
boarding_pass: check boarding
write_across text_on: text watermark
edges: crop
plus minus times divided: calculate evaluate math expression
percentage_of: percentage
until_when open_until how_long_is_*_open: opening hours place details
in_*_time: convert time timezone
diary: daily note journal
cellar attic garden balcony office_room: area room
let_*_in: unlock open door
after_the_current after_this_one after_this_song: queue next
photo_taken picture_taken was_*_taken: metadata exif
goulash soup_recipe cake_recipe: recipe
play_in_the_kitchen play_in play_upstairs: play media device
what_is_playing: currently playing
heating_in heat_up: temperature climate set
lights_in_the: light
is_anybody_home: presence person state
when_did_the_door: history door
turn_down_the_heat: temperature set
cheapest_flight: flight search
change_booking: booking change update
where_am_i_staying my_hotel: booking itinerary trip
hours_of_time_difference time_difference: timezone convert difference
public_transport by_bus by_tram: transit directions
walkable: isochrone walk
best_way quickest fastest_way: directions route
parking_nearby: parking place search
coming_days next_days: daily forecast
snow_in: snow weather forecast
wind_speed windy: wind weather current
calories_in: nutrition
without_nuts without_gluten: filter diet
cook_tonight: recipe suggest
log_run log_workout: activity create log
longest_run fastest_run: activity stats list best
watts cadence power_curve: stream activity
running_shoes: gear shoe
steps_today: steps summary
doctors_appointment: appointment book
healthy_range blood_results: lab result
repeat_prescription: prescription renew
what_medicine: medication patient summary
visit_notes: encounter note
vaccinated_against: vaccination record
picture_smaller make_smaller: resize compress
picture_bigger make_bigger: upscale enlarge resize
turn_sideways: rotate
hide_faces: blur face
who_is_in_the_picture: describe face person
text_from_picture text_from_photo: ocr text read
pdf_pages: page
two_pdfs several_pdfs: merge
pdf_smaller: compress
scan_to_text: ocr
`;
