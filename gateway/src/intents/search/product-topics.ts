/** What well-known products are about, so that who asks need not name the product: the words of its trade. */
const topics = `
github code repository git pull request issue
gitlab code repository git pipeline merge request
bitbucket code repository git pull request
git code repository commit branch
slack chat channel team message workspace
discord chat channel server community message
telegram chat message group
whatsapp chat message family
signal chat message
teams chat meeting channel message
twilio sms phone number text call
gmail mail email inbox
outlook mail email inbox calendar
imap mail email inbox
sendgrid mail email
mailchimp newsletter mailing campaign
calendar agenda appointment meeting event schedule invite
calendly booking appointment meeting schedule
zoom video call meeting conference
drive file document folder
dropbox file folder share
onedrive file folder document
sharepoint file document
box file folder
sheets spreadsheet row cell
excel spreadsheet row cell
airtable table record base row
notion page wiki database notes
confluence wiki page documentation
obsidian notes vault
evernote notes
linear issue ticket sprint
jira ticket issue bug sprint
trello card board
asana task project
clickup task project
monday task board
todoist todo task list
reminders reminder task
stripe payment money customer
paypal payment money
quickbooks accounting bookkeeping finance
xero accounting bookkeeping invoice
shopify shop store order product
woocommerce shop store order product
hubspot crm sales contact marketing
salesforce crm sales lead
pipedrive crm sales deal
zendesk support customer ticket
intercom support customer conversation
freshdesk support customer ticket
postgres database sql table
postgresql database sql table
mysql database sql table
sqlite database sql table
supabase database sql table
redis cache key value
mongodb database document collection mongo
mongo database document collection mongodb
elasticsearch search index cluster elastic
bigquery warehouse sql data query
snowflake warehouse sql data query
clickhouse database sql data
sentry error exception crash bug
datadog monitoring metric log alert
grafana monitoring dashboard metric alert
prometheus monitoring metric alert
newrelic monitoring metric alert
pagerduty incident oncall pager outage
opsgenie incident oncall pager outage
kubernetes k8s cluster pod deployment
docker container image
helm kubernetes chart
aws cloud amazon
s3 storage bucket file object
ec2 server machine instance vm
lambda function serverless
azure cloud microsoft
gcp cloud google
cloudflare dns domain cdn website
vercel deployment website hosting
netlify deployment website hosting
terraform infrastructure cloud
ansible infrastructure server
proxmox vm virtual machine server
filesystem file folder disk computer local
playwright browser page website click
puppeteer browser page website click
brave web internet google online
tavily web internet online search
exa web internet online search
fetch web page url article link website
firecrawl web page website scrape
maps route direction place address location
weather rain forecast temperature sun outside
spotify music song playlist sound
youtube video channel
twitter tweet x post
linkedin job career profile network
reddit post subreddit
instagram photo post
figma design mockup
canva design
home house light room smart
assistant home house
hue light lamp
huggingface model ai dataset
arxiv paper research science
translate language translation
deepl language translation
time clock timezone
finance stock market share money
travel flight hotel trip
shipping parcel package carrier
fitness workout health sport
strava workout run ride
pdf document page
n8n automation workflow
zapier automation workflow
jenkins build ci
sonarqube code quality
okta user login account identity
auth0 user login account identity
vault secret password credential
1password secret password credential
typeform form survey
docusign signature sign contract
bamboohr hr employee staff leave
workday hr employee staff leave
pihole ad blocking dns network
graph knowledge memory
memory remember
ssh server host machine command
`;

const topicsOf: ReadonlyMap<string, readonly string[]> = new Map(
  topics
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([product = '', ...words]) => [product, words]),
);

/** The words of the trade of a product; none where it is not known. */
export function topicsOfProduct(product: string): readonly string[] {
  return topicsOf.get(product) ?? [];
}
