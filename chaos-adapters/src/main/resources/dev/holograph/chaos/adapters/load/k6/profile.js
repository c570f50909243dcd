// What k6 runs where a scenario has no script of its own: the load as its profile says, which comes as JSON.

import { at, begin, calls, frames, hasValues, options as optionsOf, settings } from './chaos.js';

const load = settings({});
const profile = JSON.parse(__ENV.CHAOS_PROFILE);
const withId = (text) => (id) => (text === undefined ? undefined : text.split('{id}').join(id));
const answerOf = (part) => (part.id === undefined ? undefined : at(part.id));

// How far along the weights a request stands: its number times the golden ratio, without its whole part.
const kindOf = (number) => profile.ends.findIndex((end) => (number * 0.6180339887498949) % 1 < end);

const kind = (request) => {
  const headers = withId(JSON.stringify(request.headers)); // an id has no character that JSON escapes
  const expected = new RegExp(`^(${request.statuses.join('|').replace(/xx/g, '..')})$`);
  return {
    name: request.name,
    url: request.url,
    method: request.method,
    headers: (id) => JSON.parse(headers(id)),
    body: withId(request.body),
    isOk: (status) => expected.test(String(status)),
    isRight: Object.keys(request.values).length === 0 ? undefined : hasValues(request.values),
    answer: answerOf(request),
  };
};

export const options = optionsOf(load);
export const setup = begin;

export default function (start) {
  if (profile.type === 'websocket') {
    frames(load, start, {
      headers: profile.headers,
      subprotocol: profile.subprotocol,
      firstMessage: profile.firstMessage,
      message: withId(profile.message),
      answer: answerOf(profile),
      framesPerConnection: profile.framesPerConnection,
    });
  } else {
    calls(load, start, {
      requests: profile.requests.map(kind),
      kindOf: kindOf,
      maxConnections: profile.maxConnections,
      proto: profile.proto,
    });
  }
}
