import pg from 'pg'

/** Ids of one row that name rows of the same patient: each copy has its own. */
const LINKS = ['id', 'patient_id', 'enrolment_id', 'visit_id', 'entry_id', 'operation_id', 'phone_id']
/** In the order in which they name each other; nothing sealed is copied, for a copy could not be opened. */
const TABLES = [
  'patient',
  'enrolment',
  'operation',
  'visit',
  'entry',
  'contact',
  'complication',
  'alert',
  'chasing_owner',
]

/** Copies the invented patients of study live until there are as many as wanted; the trail is left out. */
export async function seedPatients(superUrl: string, wanted: number): Promise<number> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  try {
    await client.query(`set session_replication_role = 'replica'`)
    const { rows } = await client.query<{ n: number; id: string }>(
      `select count(e.id)::int as n, s.id from study s join enrolment e on e.study_id = s.id
       where s.slug = 'live' group by s.id`,
    )
    const [live] = rows
    if (!live) throw new Error('there is no study live')
    const copies = Math.ceil(wanted / live.n) - 1
    await client.query('begin')
    for (const table of TABLES) await copyTable(client, table, live.id, copies)
    await client.query('commit')
    await client.query('analyze')
    return live.n * (copies + 1)
  } finally {
    await client.end()
  }
}

async function copyTable(client: pg.Client, table: string, study: string, copies: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
    [table],
  )
  const links = rows.map(({ name }) => name).filter((name) => LINKS.includes(name))
  const fresh = links.map(
    (name) => `'${name}', case when t.${name} is not null then md5(t.${name}::text || k)::uuid end`,
  )
  const own =
    table === 'enrolment'
      ? [`'ordinal', t.ordinal + 1000 * k`, `'code', t.code || 'x' || k`, `'research_id', t.research_id || k`]
      : []
  // A note is sealed to its row.
  const plain = table === 'contact' ? [`'note', null`, `'identity_id', null`] : []
  await client.query(
    `insert into ${table}
     select (jsonb_populate_record(t, jsonb_build_object(${[...fresh, ...own, ...plain].join(', ')}))).*
     from ${table} t, generate_series(1, $2::int) k where t.study_id = $1`,
    [study, copies],
  )
}
