/**
 * Words that people use for the same thing, a line each. Nothing here knows of any tool: these are the words of
 * everyday work, so that who asks need not know how whoever wrote a tool put it.
 */
/* What is done: many words, and little meaning of their own. */
export const actionGroups = `
create make add append new book schedule open start begin write put register setup build produce draft compose generate prepare file insert
send tell notify mail message write inform post share deliver announce let pass forward
show see view display list look tell read what which get fetch check print give
find search look locate lookup seek query where hunt discover google
get read fetch retrieve show load open pull obtain see what
change update edit modify adjust set alter correct fix rename rewrite revise amend raise lower
delete remove drop erase clear discard trash destroy purge wipe empty clean flush prune
delete cancel remove
deactivate close disable suspend offboard left revoke
stop end cancel halt abort terminate pause quit kill shut suspend
start run launch begin boot execute trigger kick invoke call fire
move transfer drag shift relocate
copy duplicate clone fork
finish complete close done resolve solve solved tick fixed finished end mark archive
accept approve confirm agree allow sign lgtm
decline reject refuse deny
assign give hand delegate
answer reply respond response
join invite add bring
compare difference diff change versus
count number many total aggregate amount sum group
status state health healthy condition going stand progress
download save export get
upload attach put import send
combine merge join together unite concatenate
split separate divide cut
block ban forbid prevent deny kick blacklist blocklist protect
restart rerun retry again redo reboot rollout redeploy
restore recover undo revert rollback back previous
save write store keep record
dispatch ship fulfill send
tell say notify
push move postpone
`;

/* What it is done to. */
export const thingGroups = `
email mail gmail inbox mailbox outlook
mail email message
message chat text dm say said talk conversation
channel room chat
thread conversation discussion replies
sms text phone number mobile
call phone ring dial
calendar agenda event meeting appointment schedule diary
meeting call appointment conference event session
event meeting appointment reminder
free available availability slot
attendee participant guest attended joined took
invitation invite rsvp
reminder remind task todo alarm
task todo chore item job issue work
bug issue ticket defect problem error
issue ticket bug problem
ticket issue case request
support help service customer
incident outage alert page emergency
oncall duty pager shift call pagerduty
vacation holiday leave absence pto sick
note memo notes remark comment annotation log
comment remark note reply feedback
document doc file paper contract report agreement
file document folder attachment
folder directory
spreadsheet sheet table excel cell row
row line record entry
paragraph block text content section
column field
chart graph plot diagram pie
page article wiki document
wiki knowledge guide handbook confluence documentation docs
board kanban
picture image photo drawing screenshot draw illustration
video clip movie youtube film
song track music tune jazz rock playlist album artist
music song audio playback sound
volume louder quieter loud quiet sound
play listen put hear music
skip next
money payment balance cash funds
pay payment charge bill buy checkout purchase
refund money reimburse back return
invoice bill billing charge owe
unpaid overdue outstanding owe paid debt
customer client buyer shopper user
subscription plan membership
discount coupon sale code promo voucher
price cost expensive much fee cheap
cost price expensive bill spend estimate
order purchase bought
ship shipping dispatch dispatched deliver send fulfill shipped
package parcel shipment delivery box
stock inventory warehouse supply quantity
stock share ticker equity
shop store product
product item article goods
profit income earnings revenue loss
expense spending cost receipt spent
currency exchange rate dollar euro pound yen convert
crypto bitcoin ethereum coin cryptocurrency
deal opportunity sale won pipeline
lead prospect
contact person people address
company account organization business firm
campaign newsletter marketing mailing
subscriber audience list
sign signature signed esign nda contract
employee staff colleague worker people
member user people person who
user account person member
password login credential
login signin auth authentication
secret credential password key token
lock locked secure closed
light lamp bulb switch lights
temperature heating thermostat degree warm cold heat climate hot
blind curtain shade cover shutter garage
vacuum clean robot hoover
door gate entrance
device sensor appliance
weather rain forecast sunny snow temperature wind storm outside hot cold umbrella cloudy
direction route way walk drive get path navigate foot bus
walk foot walking
place restaurant pharmacy shop cafe near nearby bar hotel location local business
near nearby close around
hours open opening until close
distance far long
address street location where
time clock hour timezone
flight plane fly airline airport ticket
delayed late ontime punctual status
hotel room stay accommodation
car rental rent vehicle drive
translate language french german spanish english into translation
sleep slept night rest
workout run exercise training activity jog ride
meal food eat ate lunch calories dinner breakfast
heart pulse bpm
code source function program script snippet
repository repo project codebase
commit save record change
branch version
pull request pr
merge request mr
review feedback approve
release version publish cut tag
deploy deployment release ship publish live
production live prod
pipeline ci build workflow action run
build compile ci
test coverage
fail failed failing failure broken error red crash
error exception crash bug stacktrace fault
log logs output console print stdout stderr
blame wrote who author changed
history log past earlier older previous versions
version revision older earlier
server machine instance vm host computer box node
instance machine server vm
container docker
pod container kubernetes k8s
cluster kubernetes k8s
replica copies copy scale scaling instances
image container
volume disk storage space
disk space storage size
cpu memory usage load metrics performance
metric cpu usage graph latency
slow performance latency time expensive explain
alert alarm warning notification monitor firing
mute silence quiet snooze disable stop
dashboard panel chart
query sql select question
database db sql data
table relation schema
schema column structure fields type
collection documents
key value cache
cache cdn cached
index search
domain dns site website hostname
dns record point
website site web page url
url link address web website http https
link url share
web internet online google
headlines press latest article
article page story post blog
browser page website tab
click press tap push button
type enter fill input
screenshot picture capture snapshot
form survey questionnaire poll
response answer result submission
vote poll ask survey
port firewall ingress
ip address
function lambda serverless
bucket s3 storage
object file
infrastructure terraform
plan preview would dryrun change
job opening position vacancy career hiring work developer
connect connection network
post publish tweet share
tweet twitter post
like favorite heart
follow subscribe
reaction emoji thumbs thumb smiley react
access permission share rights role
permission access role policy
design figma mockup layout
color colour token style palette
paper research study publication science academic
model ai llm
scan scanned ocr recognize
pdf document
entity node
graph relation knowledge
remember store memory note save
recall memory remember told
forget delete memory
ad advertising ads
network wifi internet
signup join register
sprint cycle iteration
priority urgent important severity
deadline due date until
hours time log spent worked
satisfaction rating happy satisfied review feedback score csat
group team
team members group
workload busy capacity
shift duty schedule
survey form responses
transcript subtitles captions spoken said
recording video record
summary summarize recap
attachment attached file
label tag category
tag label
filter rule sort automatically
vacation responder office autoreply
unsubscribe newsletter stop
draft prepare unsent
trash bin delete
archive old away
duplicate copy same
temporary expiring works
ack acknowledge
unlock open
notes vault
reschedule postpone delay later push move back
postpone later delay
upcoming next future soon
recent latest lately last newest
today now current
current now present
visitor visit traffic analytics statistics view audience
size big large small
scene mode mood night
readme file
follower subscriber fan
page paging alert incident
topic subject keyword
bookmark favorite star save
rank top most popular best
holiday vacation trip travel
passenger traveler person
luggage baggage bag
restaurant dinner table reservation book
reservation booking book
recipe cooking meal
doctor dentist appointment
gym workout training
step walk
weight kg scale
budget spending finance expense
salary payroll wage pay
tax accounting
bank account transaction transfer
transaction payment transfer
loan credit debt
insurance claim policy
ticket flight concert event
candidate applicant hire recruit hiring
interview meeting candidate
onboarding hire new
offboarding leave deactivate
survey feedback poll
presentation slide deck slides
logo image brand icon
font typography text style
frame layer artboard
component element
variable token setting env environment configuration
config configuration setting settings environment
environment staging production
secret env variable credential
certificate ssl tls cert
backup snapshot restore copy
snapshot backup copy
migration move
queue topic message
webhook callback hook
schedule cron job timer
log trace request span
trace request slow
uptime availability status down
host server machine
node server host
namespace environment
replica pod instance
ingress port traffic
container service app
service app application
app application service
registry image package
package dependency library module
dependency package library
library package
vulnerability security cve issue
security vulnerability threat
license agreement
milestone goal target date
epic story feature
roadmap plan timeline
timeline schedule plan
estimate quote offer proposal
quote estimate price offer
proposal estimate offer
contract agreement document
comment remark reply thread
mention notification
notification alert notice
subscription notification follow
group community team channel
server community guild
role permission rights moderator admin
admin administrator owner role
kick ban remove
spam spammer junk block
photo picture image album
album photo music record
artist band singer musician
podcast episode show audio
episode show series
movie film video
subtitle caption transcript
speaker device
tv television device
fan ventilator device
thermostat heating temperature
window blind cover
camera video snapshot image
alarm security alert
coffee machine device
battery power level
power energy electricity consumption
energy power electricity
humidity sensor climate
air quality pollution
pollution air quality smog
earthquake alert warning
traffic route road jam
parking car place
train bus transit transport
taxi ride car
bike bicycling cycle
map route location
country region
city town place
definition meaning word dictionary
synonym word
grammar spelling correct
sentence text
paragraph text section
book title author read
author writer creator
chapter section
citation reference paper
formula calculate math equation
calculate compute math sum
equation solve math
average mean statistics
percentage percent ratio
timer countdown alarm
birthday event date
anniversary event date
weekday date day
mine my assigned me
employee leave who
`;
