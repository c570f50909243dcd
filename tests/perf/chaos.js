// What a k6 script needs so that every request that is due gets exactly one outcome: ok, failed, timed_out or unsent.
// Put this file beside a script and import it. It keeps an absolute schedule: requests become due whether or not
// answers come back, wait in a queue that outlives reconnects, and are given up one time-out after they were due.
//
// Metrics, read by chaos:run from k6's CSV output:
//   chaos_due      Counter  one for each request when it is due; metadata due=<ms since the epoch>
//   chaos_latency  Trend    ms from the due time to the outcome
//   chaos_failed   Rate     one for each request; metadata due=<ms>, outcome=ok|failed|timed_out|unsent; where it is not
//                           ok, also reason=<kind> or <kind>:<detail>, and now and then sample=<beginning of the answer>
//                  These two also request=<name>, where a load makes several kinds of requests
//   chaos_acked    Counter  one for each write that the system acknowledged; metadata id=<id>
//   chaos_sent     Counter  bytes of all HTTP requests of a worker, at its end; metadata requests=<n>, uncertain=<bytes>

import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate, Trend } from 'k6/metrics';
import { WebSocket } from 'k6/websockets';

const RECONNECT_MS = 250;
const LONGEST_TICK_MS = 50;
const HTTP_TIMED_OUT = [1050, 1211];
const SAMPLE_LENGTH = 512;
const SAMPLES_PER_SECOND = 5; // of all workers together: they are the longest rows
const SHORTEST_SECRET = 6;
const PLAIN_HEADERS = /^(accept|accept-encoding|accept-language|content-type|host|idempotency-key|user-agent)$/i;

const dueCount = new Counter('chaos_due');
const latency = new Trend('chaos_latency', true);
const failed = new Rate('chaos_failed');
const acked = new Counter('chaos_acked');
const sent = new Counter('chaos_sent');

function number(name, fallback) {
  const text = __ENV[name];
  return text === undefined || text === '' ? fallback : Number(text);
}

// The plain numbers that chaos:run gives to a script, and what holds where it is run on its own.
export function settings(standard) {
  const users = number('CHAOS_USERS', standard.users || 0);
  return {
    url: __ENV.CHAOS_URL || standard.url,
    run: __ENV.CHAOS_RUN || `own-${Date.now()}`,
    rate: users > 0 ? 0 : number('CHAOS_RATE', standard.rate),
    stages: JSON.parse(__ENV.CHAOS_STAGES || '[]'),
    connections: number('CHAOS_CONNECTIONS', standard.connections || 1),
    users: users,
    pauseMs: number('CHAOS_PAUSE_MS', standard.pauseMs || 0),
    lengthMs: number('CHAOS_LOAD_MS', standard.lengthMs),
    timeoutMs: number('CHAOS_TIMEOUT_MS', standard.timeoutMs || 10000),
  };
}

function workers(load) {
  return load.users > 0 ? load.users : load.connections;
}

// The certificate by which the target is to know its clients, as options; nothing where it asks for none.
export function clientCertificate() {
  const certificate = __ENV.CHAOS_TLS_CERTIFICATE;
  return certificate ? { tlsAuth: [{ cert: open(certificate), key: open(__ENV.CHAOS_TLS_KEY) }] } : {};
}

// One iteration for each connection or user, which lasts as long as the load.
export function options(load) {
  const seconds = Math.ceil((load.lengthMs + load.timeoutMs) / 1000) + 30;
  return {
    ...clientCertificate(),
    scenarios: {
      chaos: {
        executor: 'per-vu-iterations',
        vus: workers(load),
        iterations: 1,
        maxDuration: `${seconds}s`,
        gracefulStop: '0s',
      },
    },
  };
}

// As setup(): the barrier. All workers are there; the first request is due a moment from now.
export function begin() {
  return { at: Date.now() + 200 };
}

// When the request with this index is due, in seconds after the start: in each stage [rate, seconds] the rate changes
// evenly from that of the last one, or from 0; then the load's own rate stays. chaos:run calculates the same.
function dueSeconds(load, index) {
  let begun = 0;
  let at = 0;
  let rate = 0;
  for (const [then, seconds] of load.stages) {
    const requests = ((rate + then) / 2) * seconds;
    if (index < begun + requests) {
      const left = index - begun;
      const slope = (then - rate) / seconds;
      return at + (left === 0 ? 0 : (2 * left) / (rate + Math.sqrt(Math.max(0, rate * rate + 2 * slope * left))));
    }
    begun += requests;
    at += seconds;
    rate = then;
  }
  return at + (index - begun) / load.rate;
}

// When this worker's requests are due: in the open model on a schedule that all workers share.
class OpenSchedule {
  constructor(load, at) {
    this.load = load;
    this.at = at;
    this.index = exec.vu.idInTest - 1;
  }

  number() {
    return this.index;
  }

  turn() {
    return this.index;
  }

  next() {
    const offset =
      this.load.stages.length > 0
        ? Math.round(dueSeconds(this.load, this.index) * 1e9) / 1e6
        : (this.index * 1000) / this.load.rate;
    return offset < this.load.lengthMs ? this.at + offset : Infinity;
  }

  took() {
    this.index += workers(this.load);
  }

  answered() {}

  isOver() {
    return this.next() === Infinity;
  }
}

// In the closed model a pause after the last answer.
class ClosedSchedule {
  constructor(load, at) {
    this.load = load;
    this.end = at + load.lengthMs;
    this.due = at;
    this.index = exec.vu.idInTest - 1;
    this.own = this.index;
  }

  number() {
    return this.index;
  }

  // By the number, a user's own requests could be of one kind for long, and fast users would shift the mix.
  turn() {
    return this.own;
  }

  next() {
    return this.due < this.end ? this.due : Infinity;
  }

  took() {
    this.due = Infinity;
    this.index += workers(this.load);
    this.own += 1;
  }

  answered() {
    this.due = Date.now() + this.load.pauseMs;
  }

  isOver() {
    return Date.now() >= this.end;
  }
}

// Why a connection failed, by the words of Go's network and TLS libraries.
function reasonOfError(text) {
  const kinds = [
    [/certificate has expired or is not yet valid/, 'tls:expired'],
    [/certificate is (not )?valid for|cannot validate certificate for|doesn't match hostname|legacy Common Name/, 'tls:wrong-name'],
    [/unknown authority/, 'tls:unknown-authority'],
    [/does not look like a TLS handshake|HTTP response to HTTPS client/, 'tls:not-tls'],
    [/no application protocol/, 'tls:no-http2'],
    [/remote error: tls/, 'tls:refused'],
    [/x509:|tls: /, 'tls:other'],
    [/refused/, 'refused'],
    [/reset by peer|broken pipe|force closed/, 'reset'],
    [/malformed/, 'wrong-answer'],
    [/bad handshake/, 'handshake'],
    [/timeout|deadline exceeded/, 'connect-timeout'],
    [/EOF|closed|websocket: close \d/, 'closed'],
  ];
  const kind = kinds.find(([words]) => words.test(text));
  return kind === undefined ? 'other' : kind[1];
}

// Names of errors of HTTP/2, by their codes: RFC 9113, section 7.
const HTTP2_ERRORS = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

// Of a stream, a connection or a server that ends one: 1630, 1650 and 1610, or one more than these and the error's code.
function reasonOfHttp2(code) {
  if (code >= 1650) {
    return 'wrong-answer';
  }
  return code >= 1630 ? `stream-reset:${HTTP2_ERRORS[code - 1631] || 'unknown'}` : 'closed';
}

// Why an HTTP request failed, by k6's error codes: https://grafana.com/docs/k6/latest/javascript-api/error-codes/
function reasonOfResponse(response) {
  const tls = response.status > 0 ? '' : reasonOfError(response.error);
  if (tls.startsWith('tls:')) {
    return tls;
  }
  if (response.error_code >= 1610 && response.error_code < 1670) {
    return reasonOfHttp2(response.error_code);
  }
  switch (response.error_code) {
    case 1310:
      return 'tls:unknown-authority';
    case 1311:
      return 'tls:wrong-name';
    case 1301:
      return 'tls:not-tls';
    case 1300:
      return 'tls:other';
    case 1050: // while it was connecting nothing was sent
      return response.timings.sending > 0 ? 'answer-timeout' : 'connect-timeout';
    case 1211:
      return 'connect-timeout';
    case 1212:
      return 'refused';
    case 1201:
    case 1220:
      return 'reset';
    case 1701: // not in the coding that its header names
      return 'wrong-answer';
    case 1000: {
      const reason = reasonOfError(response.error);
      return reason === 'other' ? 'other:1000' : reason;
    }
    default:
      return response.status > 0 ? `status:${response.status}` : `other:${response.error_code}`;
  }
}

// Time-outs that came before anything was sent, names without an address, and what failed while connecting.
function isBeforeSending(code) {
  return code === 1050 || (code >= 1100 && code < 1200) || (code >= 1210 && code < 1220) || (code >= 1300 && code < 1400);
}

// The login of the target's URL, as the header that each request carries.
const login = __ENV.CHAOS_AUTHORIZATION ? { Authorization: __ENV.CHAOS_AUTHORIZATION } : {};
const loginSecrets = JSON.parse(__ENV.CHAOS_SECRETS || '[]');

// Hides what may be secret in an answer that echoes its request.
function masked(text, headers) {
  return Object.entries(headers)
    .filter(([name]) => !PLAIN_HEADERS.test(name))
    .flatMap(([, value]) => [String(value), ...String(value).split(/[\s=;,]+/)])
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .concat(loginSecrets)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.split(secret).join('***'), text);
}

function bytesOf(text) {
  if (typeof text !== 'string') {
    return text.byteLength;
  }
  return /[^\x00-\x7f]/.test(text) ? encodeURIComponent(text).replace(/%../g, '.').length : text.length;
}

// How many bytes Go writes for this request.
function requestBytes(request, body) {
  const [, host, path] = /^\w+:\/\/([^/?#]+)([^#]*)/.exec(request.url);
  let bytes = request.method.length + bytesOf(path) + ' HTTP/1.1\r\n'.length + 1 + '\r\n'.length;
  let hasHost = false;
  for (const [name, values] of Object.entries(request.headers)) {
    hasHost = hasHost || name === 'Host';
    values.forEach((value) => {
      bytes += name.length + bytesOf(value) + ': \r\n'.length;
    });
  }
  bytes += hasHost ? 0 : bytesOf(host) + 'Host: \r\n'.length;
  const length = body === undefined ? 0 : bytesOf(body);
  if (length > 0 || /^(POST|PUT|PATCH)$/.test(request.method)) {
    bytes += `Content-Length: ${length}\r\n`.length + length;
  }
  return bytes;
}

// The requests of one worker, from due to outcome. kindOf(turn): what the request with this turn is: its number over all
// workers, or, of users, their own count that begins with the number of the user. One with a name is told apart from the
// others by metadata request=<name>.
class Requests {
  constructor(load, at, kindOf) {
    this.load = load;
    this.kindOf = kindOf;
    this.schedule = load.users > 0 ? new ClosedSchedule(load, at) : new OpenSchedule(load, at);
    this.prefix = `${load.run}-${exec.vu.idInTest}-`;
    this.ids = new RegExp(`^${load.run.replace(/\./g, '\\.')}-\\d+-\\d+$`);
    this.count = 0;
    this.waiting = [];
    this.open = 0;
    this.tick = () => {}; // also called when an answer or a connection came: what waits for it must not wait for a timer
    this.metadata = exec.vu.metrics.metadata;
    this.sampleEveryMs = (workers(load) * 1000) / SAMPLES_PER_SECOND;
    this.sampled = {};
  }

  becomeDue(now) {
    for (let due = this.schedule.next(); due <= now; due = this.schedule.next()) {
      const number = this.schedule.number();
      const turn = this.schedule.turn();
      const kind = this.kindOf(turn);
      this.metadata.due = due.toFixed(3);
      this.name(kind);
      dueCount.add(1);
      this.forgetName(kind);
      this.waiting.push({ id: this.prefix + this.count, number: number, turn: turn, due: due, kind: kind });
      this.count += 1;
      this.open += 1;
      this.schedule.took();
    }
  }

  // Whether an id may be one of this load's: one that the system has changed is its own.
  makes(id) {
    return id !== undefined && this.ids.test(String(id));
  }

  name(kind) {
    if (kind.name !== undefined) {
      this.metadata.request = kind.name;
    }
  }

  forgetName(kind) {
    if (kind.name !== undefined) {
      delete this.metadata.request;
    }
  }

  isOverdue(request, now) {
    return now >= request.due + this.load.timeoutMs;
  }

  // obstacle() says why they were not sent
  giveUpWaiting(now, obstacle) {
    while (this.waiting.length > 0 && this.isOverdue(this.waiting[0], now)) {
      this.tell(this.waiting.shift(), 'unsent', obstacle());
    }
  }

  // reason: a kind of failure, with a detail after a colon; sample(): the beginning of the answer
  tell(request, outcome, reason, sample) {
    this.metadata.due = request.due.toFixed(3);
    latency.add(Math.max(0, Date.now() - request.due));
    this.metadata.outcome = outcome;
    this.name(request.kind);
    if (reason !== undefined) {
      this.metadata.reason = reason;
      this.addSample(reason, sample);
    }
    failed.add(outcome !== 'ok');
    delete this.metadata.outcome;
    this.forgetName(request.kind);
    delete this.metadata.reason;
    delete this.metadata.sample;
    this.open -= 1;
    this.schedule.answered();
  }

  // The first of its kind for a while. Escaped: k6 joins metadata with & and =.
  addSample(reason, sample) {
    const now = Date.now();
    if (sample === undefined || now < (this.sampled[reason] || 0) + this.sampleEveryMs) {
      return;
    }
    this.sampled[reason] = now;
    const text = String(sample() || '').slice(0, SAMPLE_LENGTH);
    if (text !== '') {
      this.metadata.sample = encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'));
    }
  }

  acknowledged(id) {
    this.metadata.id = id;
    acked.add(1);
    delete this.metadata.id;
  }

  isOver() {
    return this.open === 0 && this.schedule.isOver();
  }

  // Calls work again and again until every request has its outcome.
  run(work, end, obstacle) {
    let timer = null;
    let over = false;
    const tick = () => {
      if (over) {
        return;
      }
      clearTimeout(timer);
      const now = Date.now();
      this.becomeDue(now);
      this.giveUpWaiting(now, obstacle);
      work(now);
      if (this.isOver()) {
        over = true;
        end();
        return;
      }
      const wait = this.schedule.next() - Date.now();
      timer = setTimeout(tick, Math.max(1, Math.min(LONGEST_TICK_MS, wait)));
    };
    this.tick = tick;
    tick();
  }
}

// The text of a message, which some servers send in binary frames.
function textOf(data) {
  if (typeof data === 'string') {
    return data;
  }
  const bytes = Array.from(new Uint8Array(data), (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(bytes.join(''));
  } catch (notUtf8) {
    return '';
  }
}

// A worker of frames over WebSockets. The frames' profile:
//   message(id, number, turn)  the text of a frame; number: from 0, over all workers; turn: see Requests
//   answer(text) the id in an answer, undefined if there is none: this is the acknowledgement
//   isRight(text) whether an answer is as expected; without this function any with the id is
//   framesPerConnection  after so many a connection is replaced; 0: never
//   headers      of the handshake; may be left out
//   subprotocol  that the server must agree to; may be left out
//   firstMessage the text of a frame that each connection begins with; may be left out
export function frames(load, start, profile) {
  const kinds = profile.messages || [profile];
  const kindOf = profile.kindOf || (() => 0);
  const requests = new Requests(load, start.at, (turn) => kinds[kindOf(turn)]);
  const limit = profile.framesPerConnection || 0;
  const headers = { ...login, ...profile.headers };
  const connections = new Set();
  let current = null;
  let connectFrom = 0;
  let refusal; // why the last try to open a connection failed

  const connect = () => {
    const openBy = Date.now() + load.timeoutMs;
    const connection = { socket: new WebSocket(load.url, profile.subprotocol || null, { headers: headers }), openBy: openBy, sent: 0, pending: new Map() };
    let opened = false;
    let strays = 0; // messages that carry no id of this load
    let stray;
    let explained = 0; // the first so many of them explain frames that were given up
    const gone = (reason) => {
      if (!connections.delete(connection)) {
        return; // an error is followed by a close
      }
      refusal = opened ? refusal : reason;
      if (current === connection) {
        current = null;
        connectFrom = Date.now() + RECONNECT_MS;
      }
      connection.pending.forEach((request) => requests.tell(request, 'failed', reason));
      connection.pending.clear();
    };
    connection.socket.binaryType = 'arraybuffer';
    connection.socket.onmessage = (event) => {
      const text = textOf(event.data);
      const id = profile.answer(text);
      if (!requests.makes(id)) {
        strays += 1;
        stray = text;
        return;
      }
      const isRight = profile.isRight === undefined || profile.isRight(text);
      if (isRight) {
        requests.acknowledged(id);
      }
      const request = connection.pending.get(id);
      if (request !== undefined) {
        connection.pending.delete(id); // an answer after the time-out acknowledges, and changes no outcome
        if (isRight) {
          requests.tell(request, 'ok');
        } else {
          requests.tell(request, 'failed', 'wrong-value', () => masked(text, headers));
        }
        requests.tick();
      }
    };
    connection.sentNow = (request) => {
      request.strays = strays;
    };
    // A server may say things that nobody asked for; but where a frame gets no answer, they may be what came instead.
    connection.timedOut = (request) => {
      const next = Math.max(explained, request.strays);
      if (strays <= next) {
        requests.tell(request, 'timed_out', 'answer-timeout');
      } else {
        explained = next + 1;
        requests.tell(request, 'timed_out', 'wrong-id', () => masked(String(stray), headers));
      }
    };
    connection.socket.onopen = () => {
      const chosen = connection.socket.protocol || ''; // k6 itself takes any, also where none was proposed
      if (chosen !== (profile.subprotocol || '')) {
        gone(`subprotocol:${chosen}`);
        connection.socket.close();
        return;
      }
      opened = true;
      refusal = undefined;
      if (connections.has(connection)) {
        if (profile.firstMessage) {
          connection.socket.send(profile.firstMessage);
        }
        requests.tick();
      } else {
        connection.socket.close(); // it was given up meanwhile
      }
    };
    connection.socket.onerror = (event) => gone(reasonOfError(event.error));
    // k6 names no reason for a connection that was reset: there is not even a code
    connection.socket.onclose = (event) => gone(event.code === undefined ? 'reset' : 'closed');
    connections.add(connection);
    return connection;
  };

  const isOpening = (connection) => connection.socket.readyState === 0;
  const isOpen = (connection) => connection.socket.readyState === 1;
  const isUsedUp = (connection) => limit > 0 && connection.sent >= limit;

  // k6 itself would wait a minute for a connection that a cut network took.
  const giveUpOpening = (now) => {
    if (current !== null && isOpening(current) && now >= current.openBy) {
      connections.delete(current);
      current = null;
      refusal = 'connect-timeout';
    }
  };

  const obstacle = () => {
    if (current !== null && isOpen(current)) {
      return 'unsent';
    }
    return refusal === undefined ? 'connect-timeout' : refusal;
  };

  const send = (now) => {
    if (current === null && now >= connectFrom && !requests.schedule.isOver()) {
      current = connect();
    }
    while (requests.waiting.length > 0 && current !== null && isOpen(current)) {
      const request = requests.waiting.shift();
      current.pending.set(request.id, request);
      current.sent += 1;
      current.sentNow(request);
      current.socket.send(request.kind.message(request.id, request.number, request.turn));
      if (isUsedUp(current)) {
        current = connect();
      }
    }
  };

  const giveUp = (now) => {
    connections.forEach((connection) => {
      for (const request of connection.pending.values()) {
        if (!requests.isOverdue(request, now)) {
          break;
        }
        connection.pending.delete(request.id);
        connection.timedOut(request);
      }
      if (isUsedUp(connection) && connection.pending.size === 0) {
        connection.socket.close();
      }
    });
  };

  requests.run(
    (now) => {
      giveUp(now);
      giveUpOpening(now);
      send(now);
    },
    () => {
      const open = [...connections].filter(isOpen); // k6 throws where one is closed that has not opened yet
      connections.clear();
      open.forEach((connection) => connection.socket.close());
    },
    obstacle,
  );
}

// Leaves out dots, as RFC 3986, 5.2.4.
function withoutDots(path) {
  const kept = [];
  const segments = path.slice(1).split('/');
  segments.forEach((segment, i) => {
    if (segment === '..') {
      kept.pop();
    }
    if (segment !== '.' && segment !== '..') {
      kept.push(segment);
    } else if (i === segments.length - 1) {
      kept.push('');
    }
  });
  return `/${kept.join('/')}`;
}

// The path with its query that a reference leads to from another one; RFC 3986, 5.2.
function resolved(reference, from) {
  const base = from.replace(/\?.*/, '');
  if (reference === '' || reference.startsWith('?')) {
    return reference === '' ? from : base + reference;
  }
  const whole = reference.startsWith('/') ? reference : base.slice(0, base.lastIndexOf('/') + 1) + reference;
  const [path] = whole.split('?', 1);
  return withoutDots(path) + whole.slice(path.length);
}

// Where a redirect leads: a url within the host that was asked, or the reason why it is not followed. k6 itself would
// follow it to any host. undefined: it is no redirect.
function redirectOf(response, url) {
  const location = response.headers.Location;
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) {
    return undefined;
  }
  const [, scheme, authority, from] = /^(\w+):\/\/([^/?]*)(.*)$/.exec(url);
  const to = location.replace(/#.*/, '');
  const absolute = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?\/\/([^/?]*)(.*)$/.exec(to);
  let reference = to;
  if (absolute !== null) {
    const named = (absolute[1] || scheme).toLowerCase();
    const where = absolute[2].toLowerCase().replace(named === 'https' ? /:443$/ : /:80$/, '');
    if (named !== scheme || where !== authority.toLowerCase()) {
      return { reason: 'redirect:elsewhere', sample: `Location: ${named}://${where.replace(/.*@/, '')}` };
    }
    reference = absolute[3].startsWith('/') ? absolute[3] : `/${absolute[3]}`;
  } else if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(to)) {
    return { reason: 'redirect:elsewhere' };
  }
  const path = resolved(reference, from);
  return /^\/[!-~]*$/.test(path) ? { url: `${scheme}://${authority}${path}` } : { reason: 'wrong-answer' };
}

// The request that follows a redirect: a GET without a body, or the same where the status keeps the method.
function followed(asking, status, url) {
  if (status === 307 || status === 308) {
    return { ...asking, url: url };
  }
  const headers = Object.entries(asking.headers).filter(([name]) => !/^content-/i.test(name));
  return {
    url: url,
    method: asking.method === 'HEAD' ? 'HEAD' : 'GET',
    headers: Object.fromEntries(headers),
    body: undefined,
  };
}

// A worker of HTTP requests. Their profile:
//   maxConnections  of this worker; by HTTP/2, requests that are open at once
//   proto           the only version of HTTP that counts, as k6 names it, such as HTTP/2.0; may be left out
//   redirects       so many in a row are followed, within the load's own host; may be left out: none is
//   requests        several kinds of requests with a name each, which have all that follows; without it there is one kind
//   kindOf(turn)  which of them, from 0, the request with this turn is; see Requests
//   url(id, number, turn)  without it the load's own, in which {id} is the id
//   method
//   headers(id, number, turn)
//   body(id, number, turn)  may be undefined. number: from 0, over all workers
//   isOk(status)
//   isRight(body) whether the body of an answer with such a status is as expected; without this function any is
//   answer(body) the id in an answer, undefined if there is none. An answer without the id of its request has failed;
//                without this function no answer needs an id
export function calls(load, start, profile) {
  const kinds = profile.requests || [profile];
  const kindOf = profile.kindOf || (() => 0);
  const requests = new Requests(load, start.at, (turn) => kinds[kindOf(turn)]);
  let inFlight = 0;
  let asked = 0;
  let bytes = 0;
  let uncertain = 0;

  const call = (request) => {
    inFlight += 1;
    const kind = request.kind;
    const asking = {
      method: kind.method,
      url: kind.url ? kind.url(request.id, request.number, request.turn) : load.url.split('{id}').join(request.id),
      headers: { ...login, ...kind.headers(request.id, request.number, request.turn) },
      body: kind.body(request.id, request.number, request.turn) || undefined, // k6 sends an empty text in chunks
    };
    ask(request, asking, asking, 0);
  };

  // first: the request that is due; asking: where redirects have led it
  const ask = (request, first, asking, redirects) => {
    const left = Math.max(1, Math.round(request.due + load.timeoutMs - Date.now()));
    const parameters = { headers: asking.headers, timeout: left, redirects: 0, tags: { name: 'chaos' } };
    http
      .asyncRequest(asking.method, asking.url, asking.body, parameters)
      .then((response) => answered(request, first, asking, redirects, response), () => lost(request));
  };

  const answered = (request, first, asking, redirects, response) => {
    count(asking, response);
    const redirect = profile.redirects > 0 ? redirectOf(response, asking.url) : undefined;
    if (redirect === undefined) {
      done(request, first, response);
    } else if (redirect.url !== undefined && redirects < profile.redirects) {
      ask(request, first, followed(asking, response.status, redirect.url), redirects + 1);
    } else {
      inFlight -= 1;
      requests.tell(request, 'failed', redirect.reason || 'redirect:again', () => redirect.sample);
      requests.tick();
    }
  };

  // What Go writes for each request is known to the byte; what k6 counts beyond it was sent again.
  const count = (asking, response) => {
    asked += 1;
    if (response.timings.sending > 0) {
      bytes += requestBytes(response.request, asking.body);
    } else if (!isBeforeSending(response.error_code)) {
      uncertain += requestBytes(response.request, asking.body); // its writing was cut off, or it was never written
    }
  };

  // An answer to a request that carries its id must carry it too; to another one any id will do.
  const isOwn = (id, request, asking) =>
    String(id) === request.id ||
    (id !== undefined &&
      ![asking.url, JSON.stringify(asking.headers), String(asking.body)].some((part) => part.includes(request.id)));

  const done = (request, asking, response) => {
    const kind = request.kind;
    inFlight -= 1;
    const sample = () => masked(String(response.body || ''), asking.headers);
    if (profile.proto && response.proto && response.proto !== profile.proto) {
      requests.tell(request, 'failed', 'tls:no-http2');
    } else if (!kind.isOk(response.status)) {
      const outcome = HTTP_TIMED_OUT.includes(response.error_code) ? 'timed_out' : 'failed';
      requests.tell(request, outcome, reasonOfResponse(response), sample);
    } else if (kind.isRight !== undefined && !kind.isRight(response.body)) {
      requests.tell(request, 'failed', 'wrong-value', sample);
    } else if (kind.answer === undefined) {
      requests.tell(request, 'ok');
    } else {
      const id = idOf(kind.answer(response.body));
      if (requests.makes(id)) {
        requests.acknowledged(id);
      }
      if (isOwn(id, request, asking)) {
        requests.tell(request, 'ok');
      } else {
        requests.tell(request, 'failed', 'wrong-id', sample);
      }
    }
    requests.tick();
  };

  // Such as a URL that is none: nothing was sent.
  const lost = (request) => {
    inFlight -= 1;
    requests.tell(request, 'failed', 'other');
    requests.tick();
  };

  requests.run(
    () => {
      while (requests.waiting.length > 0 && inFlight < profile.maxConnections) {
        call(requests.waiting.shift());
      }
    },
    () => {
      requests.metadata.requests = String(asked);
      requests.metadata.uncertain = String(uncertain);
      sent.add(bytes);
    },
    () => 'unsent',
  );
}

// Nothing that JavaScript knows of a value beside what JSON says, such as the length of a text.
function member(value, step) {
  const isThere = Array.isArray(value)
    ? /^\d+$/.test(step)
    : value !== null && typeof value === 'object' && Object.prototype.hasOwnProperty.call(value, step);
  return isThere ? value[step] : undefined;
}

// Makes a function that finds the value at a JSON pointer in a text; undefined where there is none.
export function at(pointer) {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  return (text) => {
    try {
      return steps.reduce(member, JSON.parse(text));
    } catch (wrong) {
      return undefined;
    }
  };
}

// What stands where an id should be: a text or a number is one, but not an empty text, an object or true.
function idOf(value) {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}

// Whether a text is a number that a double tells from every other with as many digits.
function isNumber(text) {
  const [, whole, part = ''] = /^-?(0|[1-9]\d*)(\.\d+)?(?:[eE][+-]?\d+)?$/.exec(text) || [];
  return whole !== undefined && (whole + part).replace('.', '').replace(/^0+/, '').length <= 15;
}

// Makes a function that tells whether a text is JSON with these values, texts by their JSON pointers. A number is compared
// by its value, unless it has more than 15 digits: then nothing is equal to it but a text.
export function hasValues(values) {
  const expected = Object.entries(values).map(([pointer, text]) => [at(pointer), text]);
  return (body) =>
    expected.every(([find, text]) => {
      const value = find(body);
      if (typeof value === 'number') {
        return isNumber(text) && Number(text) === value;
      }
      return (typeof value === 'string' || typeof value === 'boolean') && String(value) === text;
    });
}
