// A plain k6 script that knows nothing of chaos tests: sixty readers who ask whether the renderer is well.
//
//   k6 run tests/perf/holo-readers.js              against localhost:8080, for 30 s
//   load: { script: tests/perf/holo-readers.js, target: renderer }

import http from 'k6/http';
import { check, sleep } from 'k6';

const url = __ENV.CHAOS_URL || 'http://localhost:8080';

export const options = {
  vus: 60,
  duration: `${__ENV.CHAOS_LOAD_MS || 30000}ms`,
};

export default function () {
  const answer = http.get(`${url}/healthz`, { tags: { name: 'health' }, timeout: '5s' });
  check(answer, { 'it is well': (one) => one.status === 200 });
  sleep(0.2);
}
