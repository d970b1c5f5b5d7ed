// The official JavaScript client of Ollama against /api. Writes one JSON object of what it got.
import { Ollama } from 'ollama'

const [host, collection] = process.argv.slice(2)
const client = new Ollama({ host })
const messages = [{ role: 'user', content: 'When is the lantern at the gate lit?' }]
const parts = []
for await (const part of await client.chat({ model: collection, messages, stream: true })) parts.push(part)
const generated = []
for await (const part of await client.generate({ model: `${collection}:latest`, prompt: messages[0].content, stream: true }))
  generated.push(part)
console.log(
  JSON.stringify({
    whole: await client.chat({ model: `collection/${collection}`, messages }),
    parts,
    generated,
    prompt: await client.generate({ model: collection, prompt: messages[0].content }),
    embedded: await client.embed({ model: 'rag-static-en-v1', input: ['The mill.', 'The river.'] }),
    tags: (await client.list()).models,
    running: (await client.ps()).models,
    shown: await client.show({ model: collection }),
    version: await client.version(),
    absent: await client.chat({ model: 'absent', messages }).then(
      () => null,
      (error) => ({ message: error.message, status: error.status_code })
    )
  })
)
