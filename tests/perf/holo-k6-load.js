// The load on Holograph's renderer: connects to /ws, sends a frame 100 times a connection, measures each round trip from
// the moment the frame was due, and marks what the renderer acknowledges.
//
// chaos:run runs it; on its own, against a renderer on localhost:8080:
//   k6 run tests/perf/holo-k6-load.js

import { at, begin, frames, options as optionsOf, settings } from './chaos.js';

const load = settings({
  url: 'ws://localhost:8080/ws',
  rate: 100,
  connections: 10,
  lengthMs: 10000,
  timeoutMs: 10000,
});

export const options = Object.assign(optionsOf(load), {
  thresholds: { chaos_failed: ['rate<0.01'], chaos_latency: ['p(95)<250'] },
});
export const setup = begin;

export default function (start) {
  frames(load, start, {
    message: (id) => JSON.stringify({ id: id, data: 'frame' }),
    answer: at('/ack'),
    framesPerConnection: 100,
  });
}
