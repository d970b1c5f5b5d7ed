// The official TypeScript SDK's client against /mcp. Writes one JSON object of what it got.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const [base, collection, key] = process.argv.slice(2)
const client = new Client({ name: 'face-checks', version: '1.0.0' })
const requestInit = key ? { headers: { Authorization: `Bearer ${key}` } } : {}
await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', base), { requestInit }))

const call = async (name, args) => {
  const result = await client.callTool({ name, arguments: args })
  return result.isError ? { error: result.content[0].text } : result.structuredContent
}
const { tools } = await client.listTools()
const search = await call('search', { query: 'When is the lantern at the gate lit?', collection })
const id = search.results[0].id
const { resources } = await client.listResources()
const { resourceTemplates } = await client.listResourceTemplates()
const missing = await client.readResource({ uri: `rag://${collection}/absent` }).then(
  () => null,
  (error) => error.code
)
console.log(
  JSON.stringify({
    server: client.getServerVersion(),
    tools: tools.map(({ name, annotations, inputSchema }) => ({ name, readOnly: annotations.readOnlyHint, inputSchema })),
    search,
    fetched: await call('fetch', { id }),
    asked: await call('ask', { question: 'When is the lantern at the gate lit?', collection }),
    collections: await call('list_collections', {}),
    ingested: await call('ingest', { collection, name: 'note.txt', text: 'The ferry leaves at noon.' }),
    wrong: await call('search', { query: 'a', collection, top_k: 'many' }),
    resources: resources.map(({ uri }) => uri),
    templates: resourceTemplates.map(({ uriTemplate }) => uriTemplate),
    read: (await client.readResource({ uri: id })).contents[0].text,
    missing,
  })
)
await client.close()
