/** What well-known products are about, a line each: the product, and the words of its trade. */
export const productsMToZ = `
magento shop store order product
mailchimp newsletter mailing campaign
mailerlite newsletter mailing campaign
mailgun mail email sending
make automation scenario workflow
mapbox map place route
maps route direction place address location
mariadb database sql table
marketo marketing campaign lead
mastodon post toot social
matomo analytics visitor website traffic
matrix chat room message
mattermost chat channel team message
mealie recipe meal
medium blog article
meet video call meeting
meetup event group
memory remember
mendeley paper reference citation
mermaid diagram chart
messenger chat message facebook
metabase dashboard question chart data
midjourney image generate ai
mikrotik router network
milvus vector collection embedding similar
minecraft game server player
miniflux feed news article
minio bucket object storage
miro board whiteboard sticky note diagram
mixpanel analytics event funnel user
mlflow experiment training model run
mollie payment money
monday task board
mongo database document collection mongodb
mongodb database document collection mongo
monzo bank account card
moodle course assignment homework grade class student
mqtt device message topic
mssql database sql table
mumble voice chat server
mural board whiteboard sticky
myfitnesspal meal calorie food
mysql database sql table
n26 bank account card
n8n automation workflow
namecheap domain dns
nanoleaf light panel
nats message topic
navan travel expense trip
neo4j graph database cypher node relation
neon database sql postgres branch
nest thermostat camera temperature
netflix movie show
netlify deployment website hosting
newrelic monitoring metric alert
newsapi news headline article
nextcloud file folder share cloud
nextdns dns blocking parental
nmap port scan host network
noaa weather forecast alert
nomad job cluster
notion page wiki database notes
obsidian notes vault
ocr text scan image
octoprint 3d printer print
okta user login account identity
ollama model ai local
onedrive file folder document
onenote notes notebook
openai model ai chat image
openhab home device switch
openshift kubernetes cluster
openstack server cloud instance
openstreetmap map place route
opentable restaurant table reservation
openweather weather forecast
opnsense firewall network
opsgenie incident oncall pager outage
optimizely experiment feature flag
oracle database sql table
otter meeting recording transcript
oura sleep readiness ring
outlook mail email inbox calendar
outreach sales sequence
overseerr movie show request
ovh server cloud
owncloud file folder share cloud
pagerduty incident oncall pager outage
pandadoc document signature proposal
paperless document scan letter archive
paprika recipe meal
paypal payment money
pcloud file folder cloud
pdf document page
peloton workout ride
perplexity web internet search answer
personio hr employee leave absence
pexels photo video stock
pfsense firewall network
photoprism photo picture album
photoshop image edit
pihole ad blocking dns network
pinecone vector index embedding similar
pingdom uptime monitor website
pinterest pin board picture
pipedream automation workflow
pipedrive crm sales deal
plaid bank account transaction balance spending
plane issue project cycle
planetscale database sql branch
planner task plan
plausible analytics visitor website traffic
playstation game play
playwright browser page website click
plex movie show film series music media watch stream
pocket article reading saved
podman container image
portainer docker container stack
postgres database sql table
postgresql database sql table
posthog analytics event feature flag
postman api request collection
postmark mail email sending
powerbi dashboard report data
powerpoint presentation slide
powershell command script run
prestashop shop store order product
printer print paper page copy ink
prometheus monitoring metric alert
protonmail mail email inbox
proxmox vm virtual machine server
pubmed paper medical research study
pubsub topic message google
puppeteer browser page website click
qdrant vector collection embedding similar
qnap nas file storage
quickbooks accounting bookkeeping finance
rabbitmq queue message
radarr movie film
railway deployment service hosting
raindrop bookmark link
ramp card expense spending
rancher kubernetes cluster
raycast app search
rds database instance aws
readwise highlight book article
recurly subscription billing
reddit post subreddit
redfin property house listing
redis cache key value
redmine issue ticket project
redshift warehouse sql data query
reminders reminder task
render deployment service hosting
replicate model ai image prediction
resend mail email sending
restic backup snapshot
retool app internal
revolut bank card money
ring doorbell camera
rippling hr employee payroll
roam notes
robinhood stock trade portfolio
roborock vacuum robot clean
rocketchat chat channel team message
rollbar error exception
roomba vacuum robot clean
rootly incident
route53 dns domain aws
s3 storage bucket file object
sage accounting invoice
salesforce crm sales lead
sanity content cms document
school class pupil teacher
searxng web internet search
segment analytics event customer
selenium browser page website click
semanticscholar paper citation research
semgrep code security scan
semrush seo keyword ranking
sendgrid mail email
sentry error exception crash bug
serpapi web internet search google
serper web internet search google
servicenow ticket incident request it helpdesk
ses mail email sending
sharepoint file document
sheets spreadsheet row cell
shell command terminal run
shelly switch device power
shipping parcel package carrier
shippo parcel shipment label
shipstation parcel shipment order label
shodan host port scan internet
shopify shop store order product
shortcut story issue sprint
signal chat message
skype call chat
skyscanner flight
slack chat channel team message workspace
slides presentation deck
smartsheet spreadsheet row sheet
smartthings home device switch
snowflake warehouse sql data query
sns notification topic aws
snyk vulnerability dependency security
sonarqube code quality
sonarr series show episode tv
sonos speaker music volume play
soundcloud music track
splunk log search monitoring
spotify music song playlist sound
sqlite database sql table
sqlserver database sql table
sqs queue message aws
squadcast incident oncall
square payment sale shop
squarespace website page
ssh server host machine command remote
stability image generate ai
statuspage status incident page
steam game play friend
strapi content cms
strava workout run ride
stripe payment money customer
substack newsletter post
supabase database sql table
superset dashboard chart data
surveymonkey survey question answer
swagger api endpoint
synology nas file storage backup disk
tableau dashboard report data
tado heating thermostat temperature
tailscale vpn network machine device
tally form submission
tandoor recipe meal
tavily web internet online search
teamcity build pipeline ci
teams chat meeting channel message
teamspeak voice chat server
telegram chat message group
terminal command shell run
terraform infrastructure cloud
tesla car vehicle charging battery
things task todo list
threads post social
ticketmaster concert event ticket
ticktick task todo list
tidal music song playlist
tiktok video post
time clock timezone
tmdb movie film actor
todoist todo task list
toggl time tracking timer
trainline train ticket
trakt movie show watched
translate language translation
travel flight hotel trip
travis build pipeline test ci
trello card board
tripadvisor hotel restaurant review place
trivy vulnerability image security
truenas nas disk storage
turso database sql sqlite
twilio sms phone number text call
twitch stream channel live
twitter tweet x post
typeform form survey
uber ride taxi car
ubereats food delivery order
unifi wifi network access point client
unity game scene object
unleash feature flag
unraid nas server disk
unsplash photo picture stock
ups parcel shipment tracking
uptimerobot uptime monitor website
usps parcel shipment tracking
vault secret password credential
veeam backup restore
vercel deployment website hosting
victorops incident oncall
vimeo video
virustotal malware file url scan
vmware vm virtual machine
volvo car vehicle
wandb experiment training model run
waze traffic route
weather rain forecast temperature sun outside
weaviate vector index embedding similar
webex video call meeting
webflow website page cms
wechat chat message
whatsapp chat message family
whisper speech transcribe audio
whoop recovery sleep strain
wikipedia encyclopedia article knowledge
windows window app screen
wireguard vpn network
wise money transfer currency
withings weight scale blood
wix website page
wiz cloud security vulnerability
wled light led
wms warehouse stock goods
wolfram math calculation compute formula
woocommerce shop store order product
word document text
wordpress blog post website page comment
workday hr employee staff leave
wrike project task
xbox game play
xero accounting bookkeeping invoice
yahoo stock market finance
yelp restaurant business review place
ynab budget spending category
youtrack issue ticket
youtube video channel
zapier automation workflow
zendesk support customer ticket
zerotier vpn network
zigbee device sensor
zillow property house listing
zoho crm sales contact
zoom video call meeting conference
zoominfo company contact
zotero paper reference citation library
`;
