/** What well-known products are about, a line each: the product, and the words of its trade. */
export const productsAToL = `
1password secret password credential
accuweather weather forecast
activepieces automation workflow
acuity booking appointment schedule
adguard ad blocking dns network
adobesign signature sign contract
adyen payment money
aftership parcel shipment tracking
ahrefs seo keyword backlink
airbnb accommodation stay apartment flat listing
airbyte data sync connector
airflow dag job pipeline schedule
airtable table record base row
alfred app search
alltrails route hike
alpaca stock trade order portfolio
alphavantage stock market
amadeus flight hotel
amazon shop order product
amplitude analytics event funnel user
amtrak train ticket
analytics visitor website traffic
android phone device app
anki flashcard card deck learning
ansible infrastructure server
anthropic model ai claude
apify web scrape actor
apollo sales lead contact prospect
apple reminders notes calendar
applescript mac app script
argocd deployment kubernetes sync application
arxiv paper research science
asana task project
ashby candidate hiring job interview
assistant home house
attio crm company contact
audible audiobook book
auth0 user login account identity
aws cloud amazon
azure cloud microsoft
babytracker baby feeding diaper sleep
backblaze backup bucket storage
bahn train connection station
bamboohr hr employee staff leave
bambu 3d printer print
bank money transfer account card
basecamp project task message
bear notes
beehiiv newsletter post subscriber
betterstack uptime incident log
bigcommerce shop store order product
bigquery warehouse sql data query
binance crypto trade price
bing web internet search
bitbucket code repository git pull request
bitwarden password login vault secret
blackboard course assignment grade
blender 3d scene object render
bluesky post social
bmw car vehicle
bolt ride taxi car
booking hotel accommodation stay
borg backup snapshot
box file folder
braintree payment money
brave web internet google online
brevo newsletter mailing campaign email
brex card expense spending
browserbase browser page website
buffer social post schedule
bugsnag error exception
buildkite build pipeline ci
burp web security scan
calcom booking appointment meeting schedule
calendar agenda appointment meeting event schedule invite
calendly booking appointment meeting schedule
calibre book library
canva design
canvas course assignment homework grade class student
cassandra database table
chargebee subscription billing
chess game play move
chroma vector collection embedding similar
ci build test pipeline
circleci build pipeline test job ci
classroom course assignment homework grade class student
clearbit company enrichment
clickhouse database sql data
clickup task project
clinic patient appointment doctor
clockify time tracking timer
close crm lead call
cloudflare dns domain cdn website
cloudinary image upload transform
cloudtrail audit log aws
cloudwatch metric log alarm monitoring aws
cockroachdb database sql table
coda document table
coinbase crypto wallet price
coingecko crypto price
comfyui image generate workflow ai
concur expense travel report
confluence wiki page documentation
consul service key
contentful content cms entry
convertkit newsletter mailing subscriber
copper crm contact deal
couchdb database document
coursera course learning
craft document notes
crawl4ai web page crawl
crisp chat customer conversation
crm customer contact deal sales
cronometer meal nutrition food
crowdstrike endpoint security threat
cups print printer
dagster job pipeline asset
dalle image generate ai
dashlane password login
databricks warehouse notebook job cluster sql
datadog monitoring metric log alert
datev accounting tax
dbt model data transformation test
deel contractor payroll hr
deepl language translation
deezer music song playlist
desktop window app screen
dhl parcel shipment tracking
digitalocean server droplet cloud
discord chat channel server community message
docker container image
dockerhub image registry
docs document text google
docusign signature sign contract
doodle appointment poll date
doordash food delivery order
doppler secret environment
drawio diagram drawing
drift chat visitor
drive file document folder
dropbox file folder share
duckdb database sql table
duckduckgo web internet search
duolingo language learning practise word
dwh warehouse data sql query
dynamodb database table item aws
dynatrace monitoring metric trace
dyson fan air
easypost parcel shipment label
ebay auction listing order
ec2 server machine instance vm
ecobee thermostat temperature
ecs container service aws
edgar filing company
eks cluster kubernetes aws
elasticsearch search index cluster elastic
elevenlabs voice speech audio speak sound
emby movie show media watch
entra user group identity microsoft
epic patient medical record
erp order invoice stock
esxi vm virtual machine
etherscan crypto transaction address
etsy shop listing order
eufy camera
eventbrite event ticket attendee
everhour time tracking
evernote notes
exa web internet online search
excalidraw diagram drawing
excel spreadsheet row cell
expedia hotel flight trip
expensify expense receipt report
facebook post page social friend
fastmail mail email inbox
fathom meeting recording transcript
fedex parcel shipment tracking
feedly feed news article
fetch web page url article link website
fhir patient medical record
figma design mockup
filesystem file folder disk computer local
finance stock market share money
firebase app database user notification
firecrawl web page website scrape
fireflies meeting recording transcript
firestore database document collection
fitbit fitness activity sleep step heart watch
fitness workout health sport
fivetran data sync connector
flickr photo picture album
flightaware flight tracking
flightradar flight tracking
flux deployment kubernetes
fly deployment app machine hosting
forgejo code repository git pull request issue
foursquare place
freshbooks accounting invoice
freshdesk support customer ticket
freshrss feed news article
freshservice ticket incident request it helpdesk
frigate camera detection event
front inbox conversation customer
garmin fitness activity sleep step heart watch
gcp cloud google
gerrit code review git
ghost blog post website
git code repository commit branch
gitea code repository git pull request issue
github code repository git pull request issue
gitlab code repository git pipeline merge request
gmail mail email inbox
godaddy domain dns
godot game scene
gong sales call recording
goodreads book reading
google web internet search
gorgias support customer ticket shop
grafana monitoring dashboard metric alert
grammarly spelling grammar text
granola meeting notes
graph knowledge memory
graphql api query
greenhouse candidate hiring job interview
grocy groceries pantry stock
guardian news article
gusto payroll employee hr
habitica habit task
hackernews news story tech
harbor image registry
harvest time tracking invoice
healthkit health step heart
height task project
hellosign signature sign contract
helm kubernetes chart
helpdesk ticket support it
helpscout support customer conversation
here map place route
heroku app dyno deployment
hetzner server cloud
hibob hr employee leave
home house light room smart
homebridge home device
homekit home device light
honeycomb trace query
hootsuite social post schedule
hospital patient ward doctor
hotjar heatmap feedback website
hr employee staff leave
hubspot crm sales contact marketing
hue light lamp
huggingface model ai dataset
hyperv vm virtual machine
iam role policy access aws
icloud file photo cloud apple
ifttt automation applet
imap mail email inbox
imdb movie film actor
immich photo picture album person
infisical secret environment
influxdb metric time series database
instacart groceries delivery
instagram photo post
instapaper article reading saved
intercom support customer conversation
intune device management microsoft
ios phone device app
jaeger trace span
jamf device mac apple management
jellyfin movie show film series media watch stream
jenkins build ci
jina web page search reader
jira ticket issue bug sprint
joplin notes notebook
jotform form submission
jupyter notebook cell python
kafka topic message queue event
kaggle dataset competition notebook
kagi web internet search
kayak flight hotel trip
keep notes
keepass password login
keycloak user login realm identity
kibana log search dashboard
kindle book reading highlight
klarna payment purchase
klaviyo newsletter mailing campaign shop
kodi movie show media
komoot route hike bike
kubernetes k8s cluster pod deployment
lambda function serverless
langfuse trace prompt llm
langsmith trace prompt llm
languagetool spelling grammar text
lastfm music artist listening
lastpass password login
launchdarkly feature flag
ldap user group directory
letsencrypt certificate ssl
lever candidate hiring job interview
lexoffice accounting invoice
library book loan
lichess game chess
lidarr music album
lifx light lamp
lightroom photo edit
line chat message
linear issue ticket sprint
linkding bookmark link
linkedin job career profile network
linode server cloud
logseq notes journal
loki log query
looker dashboard report data
loom video recording
lucidchart diagram chart
luma event guest
lyft ride taxi car
`;
