// The official JavaScript client against /v1: files, vector stores, search. Writes one JSON object of what it got.
import OpenAI, { toFile } from 'openai'

const [base] = process.argv.slice(2)
const client = new OpenAI({ baseURL: new URL('/v1', base).toString(), apiKey: 'any', maxRetries: 0 })
const failure = (promise) => promise.then(() => null, ({ status, type, param, code }) => ({ status, type, param, code }))

const text = 'The lantern at the gate is lit at nine in the evening.'
const file = await client.files.create({ file: await toFile(Buffer.from(text), 'gate.txt'), purpose: 'assistants' })
const store = await client.vectorStores.create({ name: 'A town', metadata: { of: 'tests' } })
const attached = await client.vectorStores.files.createAndPoll(store.id, {
  file_id: file.id,
  attributes: { place: 'gate', year: 1920 }
})
const batch = await client.vectorStores.fileBatches.uploadAndPoll(store.id, {
  files: [await toFile(Buffer.from('The mill stands still on Sundays.'), 'mill.txt')]
})
const query = 'When is the lantern lit?'
const found = []
for await (const hit of client.vectorStores.search(store.id, { query, max_num_results: 5 })) found.push(hit)
const elsewhere = []
for await (const hit of client.vectorStores.search(store.id, {
  query,
  filters: { type: 'eq', key: 'place', value: 'mill' }
}))
  elsewhere.push(hit)
const files = []
for await (const listed of client.vectorStores.files.list(store.id, { limit: 1 })) files.push(listed.id)
const content = []
for await (const part of client.vectorStores.files.content(file.id, { vector_store_id: store.id })) content.push(part.text)
const renamed = await client.vectorStores.update(store.id, { name: 'The town' })
const updated = await client.vectorStores.files.update(file.id, { vector_store_id: store.id, attributes: { place: 'bridge' } })
console.log(
  JSON.stringify({
    file,
    bytes: await (await client.files.content(file.id)).text(),
    store: renamed,
    attached,
    batch,
    found,
    elsewhere,
    files,
    content,
    updated,
    batchFiles: (await client.vectorStores.fileBatches.listFiles(batch.id, { vector_store_id: store.id })).data.length,
    listed: (await client.vectorStores.list()).data.map(({ id }) => id),
    removed: await client.vectorStores.files.delete(file.id, { vector_store_id: store.id }),
    deleted: await client.vectorStores.delete(store.id),
    gone: await failure(client.vectorStores.retrieve(store.id)),
    fileDeleted: await client.files.delete(file.id),
    wrong: await failure(client.files.create({ file: await toFile(Buffer.from('a'), 'a.txt'), purpose: 'nonsense' }))
  })
)
