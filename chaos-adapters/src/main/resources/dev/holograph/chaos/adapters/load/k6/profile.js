// What k6 runs where a scenario has no script of its own: the load as its profile says, which comes as JSON.

import { at, begin, calls, frames, hasValues, options as optionsOf, settings } from './chaos.js';

const load = settings({});
const profile = JSON.parse(__ENV.CHAOS_PROFILE);
const answer = profile.id === undefined ? undefined : at(profile.id);
const withId = (text) => (id) => (text === undefined ? undefined : text.split('{id}').join(id));
const headers = withId(JSON.stringify(profile.headers)); // an id has no character that JSON escapes
const expected = profile.statuses && new RegExp(`^(${profile.statuses.join('|').replace(/xx/g, '..')})$`);

export const options = optionsOf(load);
export const setup = begin;

export default function (start) {
  if (profile.type === 'websocket') {
    frames(load, start, {
      headers: profile.headers,
      subprotocol: profile.subprotocol,
      firstMessage: profile.firstMessage,
      message: withId(profile.message),
      answer: answer,
      framesPerConnection: profile.framesPerConnection,
    });
  } else {
    calls(load, start, {
      method: profile.method,
      headers: (id) => JSON.parse(headers(id)),
      body: withId(profile.body),
      isOk: (status) => expected.test(String(status)),
      isRight: Object.keys(profile.values).length === 0 ? undefined : hasValues(profile.values),
      answer: answer,
      maxConnections: profile.maxConnections,
      proto: profile.proto,
    });
  }
}
