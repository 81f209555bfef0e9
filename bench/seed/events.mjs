/**
 * The statement that puts events into the table as sign-ins leave them, spread over the last 80 days, `accounts` people in turn: one
 * statement, since rows given one by one take minutes. Of those that count as sealed nothing is sealed or told any more.
 */
export function eventsStatement(dialect, { events, accounts, sealed = false }) {
  const isSqlite = dialect === "sqlite";
  const pad = (expression, length) =>
    isSqlite ? `printf('%0${length}d', ${expression})` : `lpad((${expression})::text, ${length}, '0')`;
  const start = Date.now() - 80 * 86_400_000;
  const step = Math.trunc((79 * 86_400_000) / events);
  const numbers = isSqlite
    ? `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${events - 1})`
    : `with n(i) as (select generate_series(0::bigint, ${events - 1}::bigint))`;
  const account = `'acct_01kamgh2v7e8qzbcn4t' || ${pad(`i % ${accounts}`, 8)}`;
  // Of what happens to one person, something of every kind.
  const turn = `(i / ${accounts}) % 5`;
  const rejected = `${turn} = 4`;
  const accepted = `${turn} in (1, 3)`;
  return `insert into events (id, at, type, account_id, actor_kind, actor_id, session_id, request_id, ip, device, place, data, leaf_index)
    ${numbers}
    select 'evnt_' || ${pad("i", 26)}, ${start} + i * ${step},
      case when ${rejected} then 'sign-in.rejected' when ${accepted} then 'sign-in.accepted' else 'session.opened' end,
      ${account}, 'account', ${account}, 'sess_01kamgh2v7e8qzbcn4t' || ${pad("i % 1000000", 8)},
      'reqs_01kamgh2v7e8qzbcn4t' || ${pad("i % 1000000", 8)}, '10.0.' || (i % 256) || '.1', 'Chrome 156 on macOS',
      '{"text":"London, United Kingdom","country":"GB","precision":"city"}',
      case when ${rejected} then '{"method":"password","factor":null,"reason":"wrong-password"}'
        when ${accepted} then '{"method":"password","factor":"totp"}' else '{"method":"password"}' end,
      ${sealed ? "i" : "null"}
    from n`;
}

/** Whoever tells of sealed events has told of all these. */
export const toldStatement = (events) => `insert into log_readers (name, next_index) values ('alerts', ${events})
  on conflict (name) do update set next_index = excluded.next_index`;
