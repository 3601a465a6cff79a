/**
 * Packages that n8n asks for and that no workflow here ever loads. Without them, the install has half of the
 * files and a third of the bytes. Where another version of n8n does need one, it does not start and says which:
 * that name is then to be taken out (decisions/0049).
 */
export const LEFT_OUT: readonly string[] = `
  @ai-sdk/alibaba @ai-sdk/amazon-bedrock @ai-sdk/anthropic @ai-sdk/azure @ai-sdk/cohere
  @ai-sdk/deepseek @ai-sdk/gateway @ai-sdk/google @ai-sdk/google-vertex @ai-sdk/groq
  @ai-sdk/minimax @ai-sdk/mistral @ai-sdk/moonshotai @ai-sdk/openai @ai-sdk/openai-compatible
  @ai-sdk/otel @ai-sdk/provider-utils @ai-sdk/xai @aws-sdk/client-bedrock-runtime
  @azure/search-documents @browserbasehq/stagehand @daytona/sdk @getzep/zep-cloud @getzep/zep-js
  @google/genai @google/generative-ai @huggingface/inference @ibm-cloud/watsonx-ai
  @langchain/anthropic @langchain/aws @langchain/cohere @langchain/google-common
  @langchain/google-genai @langchain/google-vertexai @langchain/groq @langchain/langgraph-sdk
  @langchain/mistralai @langchain/mongodb @langchain/ollama @langchain/pinecone
  @langchain/protocol @langchain/qdrant @langchain/redis @langchain/weaviate
  @microsoft/agents-a365-observability @microsoft/agents-a365-runtime
  @microsoft/agents-a365-tooling @microsoft/agents-activity @microsoft/agents-hosting
  @mistralai/mistralai @openrouter/ai-sdk-provider @oracle/langchain-oracledb
  @pinecone-database/pinecone @qdrant/js-client-rest @supabase/supabase-js @xata.io/client
  @zilliz/milvus2-sdk-node ai chromadb cohere-ai d3-dsv epub2 ibm-cloud-sdk-core js-nacl mammoth
  pdf-parse pdfjs-dist vm2 weaviate-client

  @1password/connect @aws-sdk/client-s3 @aws-sdk/client-secrets-manager
  @aws-sdk/credential-providers @azure/keyvault-secrets @azure/msal-browser @azure/storage-blob
  @chat-adapter/discord @chat-adapter/linear @chat-adapter/slack @chat-adapter/state-memory
  @chat-adapter/telegram @confluentinc/kafka-javascript @google-cloud/resource-manager
  @google-cloud/secret-manager @grpc/grpc-js @joplin/turndown-plugin-gfm
  @kafkajs/confluent-schema-registry @modelcontextprotocol/ext-apps
  @n8n/ai-node-sdk @n8n/design-system @n8n/engine @n8n/imap
  @n8n/mcp-browser @n8n/node-engine-compatibility @n8n/syslog-client
  @n8n/typescript-config @parcel/watcher @rudderstack/rudder-sdk-node @sentry/node-native
  @sentry/profiling-node @thednp/dommatrix alasql amqplib bull chat generate-schema
  get-system-fonts gm ics kafkajs ldapts linkedom minifaker mongodb mqtt mqtt-packet mssql
  mysql2 node-html-markdown node-ssh openid-client pg pg-promise posthog-node prebuild-install
  promise-ftp quickjs-emscripten redis rhea rss-parser samlify showdown simple-git snowflake-sdk
  ssh2-sftp-client sshpk sucrase swagger-ui-express turndown vue vue-i18n xmllint-wasm
`
  .trim()
  .split(/\s+/);
