/**
 * What runs inside Redis: each script is one step that no other relay can come between (RELAY.md, L10-L13). They compare and move bytes;
 * what these mean is decided in TypeScript, by the same code as for every store.
 *
 *   tote:{LIST}:head   hash    place (redis-plan.ts) | generation | epoch (whose life of which server the generation is of) | state (log-records.ts)
 *   tote:{LIST}:log    stream  SEQUENCE-0: record of the entry (log-records.ts)
 *   tote:{LIST}:ids    hash    envelope id, cut to 16 bytes: sequence
 *   tote:{LIST}:news   channel of what was appended, and of what relays say to each other (redis-messages.ts)
 */
import { createHash } from 'node:crypto';

/** A script and the name under which Redis remembers it. */
export interface RedisScript {
  readonly text: string;
  readonly sha: string;
}

const script = (text: string): RedisScript => ({ text, sha: createHash('sha1').update(text).digest('hex') });

/**
 * The head as it stands. A server that was started anew, or that took another's place, has another replication id: what it acknowledged
 * before may be lost, so the log gets the generation that the caller drew (L12).
 */
const HEAD = `
local epoch = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
local head = redis.call('HMGET', KEYS[1], 'place', 'generation', 'epoch', 'state')
local function renew(generation)
  redis.call('HSET', KEYS[1], 'generation', generation, 'epoch', epoch)
  head[2] = generation
end
local function stay(idleMs)
  if idleMs == '0' then return end
  for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], idleMs) end
end
`;

/** KEYS head, log, ids. ARGV another generation, idle ms. Gives nothing for a list that has no log, else state and generation. */
export const LOOK = script(`${HEAD}
if not head[1] then return {} end
if head[3] ~= epoch then renew(ARGV[1]) end
stay(ARGV[2])
return {head[4], head[2]}
`);

/**
 * KEYS head, log, ids. ARGV place and generation that the head must have ('0/0': there is none), another generation, idle ms, new
 * state, new place, channel, news, sequence up to which entries go ('0': none), count of new entries, for each its sequence, id and record, then
 * the ids that go. Gives 1 and the epoch if done; else 0, the state and generation that it met, and for each new entry its sequence if it is there. The
 * channel is no key: none of that name exists, and of a slot that moves through a cluster only what is there whole is served.
 */
export const APPEND = script(`${HEAD}
if head[1] and head[3] ~= epoch then renew(ARGV[3]) end
local count = tonumber(ARGV[10])
local known, isKnown = {}, false
for i = 1, count do
  known[i] = redis.call('HGET', KEYS[3], ARGV[9 + 3 * i]) or ''
  isKnown = isKnown or known[i] ~= ''
end
local isMet = (head[1] or '0/0') == ARGV[1] and (not head[1] or head[2] == ARGV[2])
if isKnown or not isMet then return {0, head[4] or '', head[2] or '', known} end
for i = 1, count do
  local at = 8 + 3 * i
  redis.call('XADD', KEYS[2], ARGV[at] .. '-0', 'e', ARGV[at + 2])
  redis.call('HSET', KEYS[3], ARGV[at + 1], ARGV[at])
end
redis.call('HSET', KEYS[1], 'place', ARGV[6], 'generation', ARGV[2], 'epoch', epoch, 'state', ARGV[5])
if ARGV[9] ~= '0' then redis.call('XTRIM', KEYS[2], 'MINID', string.format('%.0f', ARGV[9] + 1) .. '-0') end
for i = 11 + 3 * count, #ARGV do redis.call('HDEL', KEYS[3], ARGV[i]) end
stay(ARGV[4])
redis.call('SPUBLISH', ARGV[7], ARGV[8])
return {1, epoch}
`);

/** KEYS log. ARGV sequence after which, bytes. Gives ids and records in turns: at least one, and somewhat more than the bytes. */
export const READ = script(`
local from, bytes, found = ARGV[1], 0, {}
while true do
  local part = redis.call('XRANGE', KEYS[1], '(' .. from .. '-0', '+', 'COUNT', '32')
  for _, entry in ipairs(part) do
    local record = entry[2][2]
    if #found > 0 and bytes > tonumber(ARGV[2]) then return found end
    bytes = bytes + math.max(0, #record - 64)
    found[#found + 1] = entry[1]
    found[#found + 1] = record
    from = string.match(entry[1], '^%d+')
  end
  if #part < 32 then return found end
end
`);

/** KEYS head, log, ids. ARGV sequence of a damaged entry, another generation. It goes, so that devices bring back what it held (L6). */
export const SET_ASIDE = script(`${HEAD}
if redis.call('XDEL', KEYS[2], ARGV[1] .. '-0') == 0 then return end
renew(ARGV[2])
local ids = redis.call('HGETALL', KEYS[3])
for i = 1, #ids, 2 do
  if ids[i + 1] == ARGV[1] then redis.call('HDEL', KEYS[3], ids[i]) end
end
`);

/** KEYS anything. Whether a write would be done; gives the epoch. */
export const PROBE = script(`
redis.call('SET', KEYS[1], '1', 'EX', '60')
return string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)')
`);

/** Keys of a list, in the order of the scripts; the braces keep them on one server of a cluster. */
export const keysOf = (list: string): readonly [head: string, log: string, ids: string, news: string] => [
  `tote:{${list}}:head`,
  `tote:{${list}}:log`,
  `tote:{${list}}:ids`,
  `tote:{${list}}:news`,
];

/** Channel on which relays say that they are there. */
export const RELAYS_CHANNEL = 'tote:relays';
