// What k6 runs where a scenario has no script of its own: the load as its profile says, which comes as JSON.

import { SharedArray } from 'k6/data';
import { at, begin, calls, frames, hasValues, options as optionsOf, settings } from './chaos.js';

const load = settings({});
const profile = JSON.parse(__ENV.CHAOS_PROFILE);

// The records of CSV (RFC 4180); empty lines are none.
function records(text) {
  const all = [];
  let values = [];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      at += 1;
      while (text[at] !== '"' || text[at + 1] === '"') {
        value += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at += 1;
    } else {
      const from = at;
      while (at < text.length && !',\r\n'.includes(text[at])) {
        at += 1;
      }
      value = text.slice(from, at);
    }
    values.push(value);
    if (text[at] === ',') {
      at += 1;
      if (at < text.length) {
        continue;
      }
      values.push('');
    }
    at += text[at] === '\r' ? 1 : 0;
    at += text[at] === '\n' ? 1 : 0;
    all.push(values);
    values = [];
  }
  return all.filter((row) => row.length > 1 || row[0] !== '');
}

// Rows by their columns; chaos:run has checked the file.
const rows = profile.data
  ? new SharedArray('data', () => {
      const text = open(profile.data).replace(/^\ufeff/, '');
      if (!profile.isCsv) {
        return text
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => JSON.parse(line));
      }
      const [columns, ...all] = records(text);
      return all.map((row) => Object.fromEntries(row.map((value, i) => [columns[i], value])));
    })
  : [];

// 32-bit arithmetic, by which chaos:run finds the same values: the finalizer of MurmurHash3.
function mix(value) {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function word(seed, number, salt) {
  return mix((mix(seed ^ Math.imul(number | 0, 0x9e3779b1)) + Math.imul(salt, 0x85ebca77)) | 0);
}

const hex = (value, digits) => (value >>> 0).toString(16).padStart(digits, '0');

function uuid(number, salt) {
  const second = word(profile.low, number, salt + 1);
  const third = word(profile.high, number, salt + 2);
  return [
    hex(word(profile.low, number, salt), 8),
    hex(second >>> 16, 4),
    `4${hex(second & 0xfff, 3)}`,
    hex(((third >>> 16) & 0x3fff) | 0x8000, 4),
    hex(third & 0xffff, 4) + hex(word(profile.high, number, salt + 3), 8),
  ].join('-');
}

const PLAIN = (text) => text;
const IN_JSON = (text) => JSON.stringify(text).slice(1, -1);

function valueOf(place, id, number, turn, escape) {
  switch (place.kind) {
    case 'ID':
      return id;
    case 'SEQ':
      return String(number);
    case 'NOW':
      return new Date().toISOString();
    case 'UUID':
      return uuid(number, place.salt);
    case 'RANDOM':
      return String(
        place.least +
          Math.floor(((word(profile.seed, number, place.salt) >>> 0) / 4294967296) * (place.most - place.least + 1)),
      );
    case 'SETUP':
      return escape(profile.setup[place.column]);
    default:
      return escape(String(rows[turn % rows.length][place.column]));
  }
}

// Makes a function that fills the places of a text for a request.
function template(text, escape) {
  if (text === undefined) {
    return () => undefined;
  }
  if (text.text !== undefined) {
    return (id) => text.text.split('{id}').join(id);
  }
  const [first, ...others] = text.texts;
  return (id, number, turn) =>
    others.reduce((made, part, i) => made + valueOf(text.values[i], id, number, turn, escape) + part, first);
}

const answerOf = (part) => (part.id === undefined ? undefined : at(part.id));

// How far along the weights a request stands: its turn times the golden ratio, without its whole part.
const kindOf = (turn) => profile.ends.findIndex((end) => (turn * 0.6180339887498949) % 1 < end);

const kind = (request) => {
  const path = template(request.path, encodeURIComponent);
  const headers = Object.entries(request.headers).map(([name, text]) => [name, template(text, PLAIN)]);
  const expected = new RegExp(`^(${request.statuses.join('|').replace(/xx/g, '..')})$`);
  return {
    name: request.name,
    url: (id, number, turn) => request.origin + path(id, number, turn),
    method: request.method,
    headers: (id, number, turn) => Object.fromEntries(headers.map(([name, make]) => [name, make(id, number, turn)])),
    body: template(request.body, request.isJson ? IN_JSON : PLAIN),
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
      messages: profile.messages.map((one) => ({
        name: one.name,
        message: template(one.message, one.isJson ? IN_JSON : PLAIN),
      })),
      kindOf: kindOf,
      answer: answerOf(profile),
      framesPerConnection: profile.framesPerConnection,
    });
  } else {
    calls(load, start, {
      requests: profile.requests.map(kind),
      kindOf: kindOf,
      maxConnections: profile.maxConnections,
      proto: profile.proto,
      redirects: profile.redirects,
    });
  }
}
