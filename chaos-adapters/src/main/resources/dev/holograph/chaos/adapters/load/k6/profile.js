// What k6 runs where a scenario has no script of its own: the load as its profile says, which comes as JSON.

import { at, begin, calls, frames, options as optionsOf, settings } from './chaos.js';

const load = settings({});
const profile = JSON.parse(__ENV.CHAOS_PROFILE);
const answer = profile.id === undefined ? undefined : at(profile.id);
const withId = (text) => (id) => (text === undefined ? undefined : text.split('{id}').join(id));
const headers = withId(JSON.stringify(profile.headers)); // an id has no character that JSON escapes

export const options = optionsOf(load);
export const setup = begin;

export default function (start) {
  if (profile.type === 'websocket') {
    frames(load, start, {
      message: withId(profile.message),
      answer: answer,
      framesPerConnection: profile.framesPerConnection,
    });
  } else {
    calls(load, start, {
      method: profile.method,
      headers: (id) => JSON.parse(headers(id)),
      body: withId(profile.body),
      isOk: (status) => new RegExp(`^${profile.expect.replace('xx', '..')}$`).test(String(status)),
      answer: answer,
      maxConnections: profile.maxConnections,
    });
  }
}
