// What a k6 script needs so that every request that is due gets exactly one outcome: ok, failed, timed_out or unsent.
// Put this file beside a script and import it. It keeps an absolute schedule: requests become due whether or not
// answers come back, wait in a queue that outlives reconnects, and are given up one time-out after they were due.
//
// Metrics, read by chaos:run from k6's CSV output:
//   chaos_due      Counter  one for each request when it is due; metadata due=<ms since the epoch>
//   chaos_latency  Trend    ms from the due time to the outcome
//   chaos_failed   Rate     one for each request; metadata due=<ms>, outcome=ok|failed|timed_out|unsent
//   chaos_acked    Counter  one for each write that the system acknowledged; metadata id=<id>

import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate, Trend } from 'k6/metrics';
import { WebSocket } from 'k6/websockets';

const RECONNECT_MS = 250;
const LONGEST_TICK_MS = 50;
const HTTP_TIMED_OUT = [1050, 1211];

const dueCount = new Counter('chaos_due');
const latency = new Trend('chaos_latency', true);
const failed = new Rate('chaos_failed');
const acked = new Counter('chaos_acked');

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

// One iteration for each connection or user, which lasts as long as the load.
export function options(load) {
  const seconds = Math.ceil((load.lengthMs + load.timeoutMs) / 1000) + 30;
  return {
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

// When this worker's requests are due: in the open model on a schedule that all workers share.
class OpenSchedule {
  constructor(load, at) {
    this.load = load;
    this.at = at;
    this.index = exec.vu.idInTest - 1;
  }

  next() {
    const offset = (this.index * 1000) / this.load.rate;
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
  }

  next() {
    return this.due < this.end ? this.due : Infinity;
  }

  took() {
    this.due = Infinity;
  }

  answered() {
    this.due = Date.now() + this.load.pauseMs;
  }

  isOver() {
    return Date.now() >= this.end;
  }
}

// The requests of one worker, from due to outcome.
class Requests {
  constructor(load, at) {
    this.load = load;
    this.schedule = load.users > 0 ? new ClosedSchedule(load, at) : new OpenSchedule(load, at);
    this.prefix = `${load.run}-${exec.vu.idInTest}-`;
    this.count = 0;
    this.waiting = [];
    this.open = 0;
    this.tick = () => {}; // also called when an answer or a connection came: what waits for it must not wait for a timer
    this.metadata = exec.vu.metrics.metadata;
  }

  becomeDue(now) {
    for (let due = this.schedule.next(); due <= now; due = this.schedule.next()) {
      this.metadata.due = due.toFixed(3);
      dueCount.add(1);
      this.waiting.push({ id: this.prefix + this.count, due: due });
      this.count += 1;
      this.open += 1;
      this.schedule.took();
    }
  }

  isOverdue(request, now) {
    return now >= request.due + this.load.timeoutMs;
  }

  giveUpWaiting(now) {
    while (this.waiting.length > 0 && this.isOverdue(this.waiting[0], now)) {
      this.tell(this.waiting.shift(), 'unsent');
    }
  }

  tell(request, outcome) {
    this.metadata.due = request.due.toFixed(3);
    this.metadata.outcome = outcome;
    latency.add(Math.max(0, Date.now() - request.due));
    failed.add(outcome !== 'ok');
    delete this.metadata.outcome;
    this.open -= 1;
    this.schedule.answered();
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
  run(work, end) {
    let timer = null;
    let over = false;
    const tick = () => {
      if (over) {
        return;
      }
      clearTimeout(timer);
      const now = Date.now();
      this.becomeDue(now);
      this.giveUpWaiting(now);
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

// A worker of frames over WebSockets. The frames' profile:
//   message(id)  the text of a frame
//   answer(text) the id in an answer, undefined if there is none: this is the acknowledgement
//   framesPerConnection  after so many a connection is replaced; 0: never
export function frames(load, start, profile) {
  const requests = new Requests(load, start.at);
  const limit = profile.framesPerConnection || 0;
  const connections = new Set();
  let current = null;
  let connectFrom = 0;

  const connect = () => {
    const openBy = Date.now() + load.timeoutMs;
    const connection = { socket: new WebSocket(load.url), openBy: openBy, sent: 0, pending: new Map() };
    const gone = () => {
      if (!connections.delete(connection)) {
        return; // an error is followed by a close
      }
      if (current === connection) {
        current = null;
        connectFrom = Date.now() + RECONNECT_MS;
      }
      connection.pending.forEach((request) => requests.tell(request, 'failed'));
      connection.pending.clear();
    };
    connection.socket.onmessage = (event) => {
      const id = profile.answer(event.data);
      if (id === undefined || !String(id).startsWith(load.run)) {
        return;
      }
      requests.acknowledged(id);
      const request = connection.pending.get(id);
      if (request !== undefined) {
        connection.pending.delete(id); // an answer after the time-out acknowledges, and changes no outcome
        requests.tell(request, 'ok');
        requests.tick();
      }
    };
    connection.socket.onopen = () => {
      if (connections.has(connection)) {
        requests.tick();
      } else {
        connection.socket.close(); // it was given up meanwhile
      }
    };
    connection.socket.onerror = gone;
    connection.socket.onclose = gone;
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
    }
  };

  const send = (now) => {
    if (current === null && now >= connectFrom && !requests.schedule.isOver()) {
      current = connect();
    }
    while (requests.waiting.length > 0 && current !== null && isOpen(current)) {
      const request = requests.waiting.shift();
      current.pending.set(request.id, request);
      current.sent += 1;
      current.socket.send(profile.message(request.id));
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
        requests.tell(request, 'timed_out');
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
  );
}

// A worker of HTTP requests. Their profile:
//   method, maxConnections (of this worker)
//   headers(id)
//   body(id)  may be undefined
//   isOk(status)
//   answer(body) the id in an answer, undefined if there is none
export function calls(load, start, profile) {
  const requests = new Requests(load, start.at);
  let inFlight = 0;

  const call = (request) => {
    inFlight += 1;
    const left = Math.max(1, Math.round(request.due + load.timeoutMs - Date.now()));
    const parameters = { headers: profile.headers(request.id), timeout: left, redirects: 0, tags: { name: 'chaos' } };
    http
      .asyncRequest(profile.method, load.url.split('{id}').join(request.id), profile.body(request.id), parameters)
      .then((response) => done(request, response), () => done(request, { status: 0, error_code: 0 }));
  };

  const done = (request, response) => {
    inFlight -= 1;
    if (profile.isOk(response.status)) {
      const id = profile.answer(response.body);
      if (id !== undefined && String(id).startsWith(load.run)) {
        requests.acknowledged(id);
      }
      requests.tell(request, 'ok');
    } else {
      requests.tell(request, HTTP_TIMED_OUT.includes(response.error_code) ? 'timed_out' : 'failed');
    }
    requests.tick();
  };

  requests.run(
    () => {
      while (requests.waiting.length > 0 && inFlight < profile.maxConnections) {
        call(requests.waiting.shift());
      }
    },
    () => {},
  );
}

// Makes a function that finds the value at a JSON pointer in a text; undefined where there is none.
export function at(pointer) {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
  return (text) => {
    try {
      return steps.reduce((value, step) => (value === null ? undefined : value[step]), JSON.parse(text));
    } catch (wrong) {
      return undefined;
    }
  };
}
