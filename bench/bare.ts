/** The least that a server could do: Fastify, one validated body, one single-row INSERT. Same pool, named statement. */
import Fastify from 'fastify'
import pg from 'pg'

const { DATABASE_URL, PORT, POOL } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(POOL) })
await pool.query(
  'create table if not exists bench_bare (id bigserial primary key, text text not null, about text not null, at timestamptz not null)',
)
const app = Fastify({ logger: false })
const body = {
  type: 'object',
  required: ['text', 'about'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 10, maxLength: 2000 }, about: { type: 'string', maxLength: 20 } },
}
app.post('/', { schema: { body } }, async (request) => {
  const { text, about } = request.body as { text: string; about: string }
  const { rows } = await pool.query({
    name: 'raise',
    text: 'insert into bench_bare (text, about, at) values ($1, $2, $3) returning id',
    values: [text, about, new Date()],
  })
  return { id: rows[0].id }
})
await app.listen({ host: '127.0.0.1', port: Number(PORT) })
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
