// What k6 does in compare.sh: users without a pause, bodies dropped.
import http from 'k6/http';

export const options = {
  scenarios: { users: { executor: 'constant-vus', vus: 20, duration: `${__ENV.SECONDS}s` } },
  discardResponseBodies: true,
};

export default function () {
  http.get(__ENV.URL);
}
