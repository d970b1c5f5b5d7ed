// The official JavaScript client against /v1/responses. Writes one JSON object of what it got.
import OpenAI from 'openai'

const [base, collection] = process.argv.slice(2)
const client = new OpenAI({ baseURL: new URL('/v1', base).toString(), apiKey: 'any', maxRetries: 0 })
const request = {
  model: 'gpt-any',
  input: [{ role: 'user', content: [{ type: 'input_text', text: 'When is the lantern at the gate lit?' }] }],
  tools: [{ type: 'file_search', vector_store_ids: [collection], max_num_results: 4 }],
  include: ['file_search_call.results']
}
const events = []
const stream = client.responses.stream(request)
for await (const event of stream) events.push(event)
console.log(
  JSON.stringify({
    whole: await client.responses.create(request),
    plain: (await client.responses.create({ model: `collection/${collection}`, input: request.input })).output_text,
    events,
    final: await stream.finalResponse()
  })
)
