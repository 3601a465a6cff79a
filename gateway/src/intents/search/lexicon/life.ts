/** What people say at home, on the road and of themselves. */
export const lifeWords = `
light lights lamp bulb floor_lamp chandelier: light lamp
brighter dimmer dim brightness: brightness light set dim
color_of_light: color light
dark: off light sunset night
switch_off switch_on: turn off on
plug outlet socket: plug switch outlet
warmer colder heating thermostat temperature degrees freezing chilly: temperature climate thermostat set
air_conditioning ac aircon: climate fan temperature
blinds curtains shutters shades awning: cover blind position
garage gate door: cover door lock garage
is_open is_closed left_open leave_open still_on left_on leave_on: state status context
lock unlock: lock
who_is_at_the_door who_is_at_the_front_door at_the_front_door doorbell camera let_me_see: camera snapshot image doorbell
alarm burglar: alarm security
vacuum hoover robot: vacuum clean
mop: vacuum clean
sprinkler water_the_lawn irrigation: irrigation water valve
washing_machine dishwasher dryer: appliance device
fan: fan
scene mood movie_night cozy: scene activate
routine automation automations whenever when_i_leave when_i_come_home: automation routine workflow rule
presence anyone_home who_is_home: presence person
battery charge: battery
solar: solar energy production
electricity power consumption energy: energy power consumption
water_leak leak: leak sensor water
smoke: smoke alarm
tv television: media tv
speaker sonos: speaker media volume
louder quieter volume sound: volume
song track tune music: track song music
put_on play listen: play
skip next following_song next_song: next skip
previous_song go_back_a_song: previous
pause stop_the_music: pause
shuffle: shuffle
repeat loop: repeat
playlist mix: playlist
playing what_is_this_song: currently playing
like_song liked: save library like
lyrics: lyrics
artist band singer: artist
album: album
podcast episode: podcast episode
audiobook: audiobook
concert gig: event concert
queue_up: queue
movie film series show: movie show series media
watchlist: watchlist
subtitles: subtitle caption
video clip: video
channel_youtube: channel
photo photos picture pictures pics selfie: photo image picture
faces people_in_picture anonymize unrecognizable: face blur
background_of_picture cut_out: background remove
reveal_where metadata exif gps_data location_data: metadata exif strip
jpg jpeg png heic webp gif tiff svg: image format convert
smaller_picture shrink resize thumbnail: resize compress image
crop trim: crop
rotate_picture sideways upside_down: rotate
enlarge upscale sharper: upscale enhance
watermark logo_on: watermark overlay
what_is_in_the_picture describe_picture: describe image caption
text_in_picture read_sign handwriting scan scanned: ocr text recognize read
black_and_white grayscale: grayscale filter
draw paint illustrate generate_picture: generate image create
read_out read_aloud speak_text voice: speech voice audio text
dictate speech_to_text: transcribe speech audio
sing: music
pdf: pdf
join_pdf glue: merge
pages_out extract_pages: split extract
password_protect: encrypt protect password
sign_pdf: sign
compress_pdf: compress
word_file docx: document convert docx
bill_scan electricity_bill letter scanned_letter scanned_papers: document
warranty manual_of: document search
weather rain umbrella sunny snow storm: weather forecast
jacket coat t_shirt: weather forecast temperature
pollen hay_fever: pollen
air smog: air quality
uv sunburn sunscreen: uv
tide tides: tide marine
waves surf: marine wave
sunrise sunset get_dark gets_dark dark_tonight get_light dawn dusk golden_hour: sunrise sunset sun
moon full_moon: moon phase
earthquake: earthquake
climate_past last_year_weather: history historical weather
route way directions get_to get_from drive walk cycle: directions route
how_far distance: distance matrix route
traffic jam: traffic directions
near nearby around_here closest nearest: nearby search place
restaurant pizzeria cafe bar bakery: place restaurant search
opening_hours open_until closed_on: place details hours
coordinates latitude longitude lat lng gps: geocode coordinates
address_of where_is_this: reverse geocode address
altitude height_above elevation how_high: elevation
time_zone timezone what_time_in: timezone time
map: map
flight fly plane: flight
gate_terminal landed boarding: flight status
suitcase luggage baggage carry_on hand_luggage: baggage luggage
hotel room_for_the_night place_to_stay bed: hotel accommodation
airbnb apartment holiday_home: listing accommodation rental
train ice rail: train journey
bus tram subway metro underground: transit departure stop
platform departure next_train: departure
taxi uber cab: ride taxi
rental_car hire_a_car: car rental
seat_upgrade seat: seat
itinerary trip journey travel: trip itinerary travel
visa passport entry_requirements: visa travel requirement
jet_lag: timezone
check_in: check in
charger ev charging_station: charging station
fuel gas_station petrol: fuel price
parking: parking
car vehicle: car vehicle
tire service_due: vehicle maintenance
run jog jogged ran: run activity workout
workout gym exercise training lift: workout exercise activity
forgot_my_watch by_hand manually: manual create log
ride cycling bike: ride activity cycling
heart_rate pulse: heart rate
steps walked: steps activity
sleep slept: sleep
weight weigh kilos bmi: weight body
calories ate meal breakfast lunch dinner: meal food nutrition log
drank water_glass hydration: water log
segment leaderboard koms: segment leaderboard
shoes gear: gear shoe
club: club
route_gpx: route
goal: goal
meditation meditate: mindfulness meditation
period cycle: cycle
mood_today: mood
medicine pill pills medication drug drugs tablets: medication prescription drug
refill prescription: prescription refill
allergic allergy allergies: allergy patient summary
jab vaccine vaccination shot vaccinated: vaccination immunization vaccine
doctor physician gp: doctor appointment provider
dentist: appointment
checkup appointment_with: appointment
patient: patient
lab_results blood_test blood_values: lab result
x_ray mri: imaging
symptom symptoms: symptom
referral specialist: referral
vet: appointment
recipe cook bake cake: recipe
ingredient ingredients what_else_could substitute run_out_of: ingredient substitute
vegan vegetarian gluten_free: diet recipe filter
leftovers fridge pantry: pantry ingredient
meal_plan: meal plan
groceries grocery shopping_list supermarket: shopping list grocery
portion portions servings for_six_people: scale servings recipe
nutrients protein: nutrition
wine: wine
restaurant_table: reservation table
takeaway food_delivery: order food delivery
cups ounces ml liters inches miles kilometers pounds_weight kg fahrenheit celsius acres: unit convert
percent percentage: percentage
average mean median deviation: statistics average
probability chance odds dice roll coin_flip: random probability
random pick_a: random
prime factor: factor number
square_root root: calculate evaluate
solve equation: solve equation
derivative integral: derivative integral
binary hexadecimal octal roman: base convert number
matrix: matrix
tip split_the_bill: tip percentage
age how_old: date age difference
days_until how_many_days_until how_many_days_between how_many_days_till how_long_until countdown: date difference days between
weekday which_day: weekday date
week_number calendar_week: week number
public_holiday bank_holiday: holiday public
what_day what_date today_date date_is_it: date today current time
unix timestamp epoch: timestamp convert
remind reminder do_not_let_me_forget: reminder
alarm_clock wake_me: alarm
shopping: shopping list
book novel author: book
library borrow: library loan
define meaning_of what_does_mean: definition dictionary define
synonym another_word: synonym thesaurus
translate in_french in_german in_spanish in_english: translate
spell grammar proofread: grammar spelling check
news headlines: news
score match_result game_result: score match
league standings: standings table
chess: chess game
game: game
homework assignment_due: assignment course
grades marks: grade
class lesson course lecture: course class
student pupil: student
exam quiz: exam quiz
kids_school teacher: school class teacher
baby diaper nap: baby feeding sleep
pet dog cat: pet
plant plants: plant
house_for_sale flat rent_apartment: property listing
landlord_tenant: tenant lease
family_tree ancestor: person family
church prayer: prayer
star_sign horoscope: horoscope
joke: joke
quote_of_the_day: quote
lights_on_in: light turn on set
red_light blue_light: light color
all_lights_off: light turn off group
which_lights: light list
motion_sensor movement: motion sensor
bulb_name: rename light
new_bulb: light search add
group_of_lights zone: group room
effect candle fireplace sparkle: effect
wake_up_light: alarm wake light schedule
bedtime good_night: scene routine
humidity: humidity sensor
`;
