// SPDX-License-Identifier: Apache-2.0
// An operator's seat at the desk, without a page: signed in, on duty, and told by the stream.
import * as http from 'node:http';
import {randomBytes} from 'node:crypto';

const kPassword = 'correct horse battery';

async function answered(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${response.url}: ${text}`);
  return text ? JSON.parse(text) : null;
}

async function signedIn(url, name) {
  const response = await fetch(`${url}/v1/staff/session`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({name, password: kPassword})});
  if (!response.ok) throw new Error(`sign-in of ${name}: ${response.status}`);
  const cookie = response.headers.get('set-cookie').split(';')[0];
  return {cookie, ask: async (method, path, body) => answered(await fetch(url + path, {method, headers: {'Content-Type': 'application/json', Cookie: cookie, 'Idempotency-Key': randomBytes(16).toString('hex')}, body: body && JSON.stringify(body)}))};
}

// heard(line, ms): each desk_alarm as it comes, with the time of performance.now().
export async function takeSeat(url, heard) {
  const administrator = await signedIn(url, 'bench');
  const name = `seat${randomBytes(4).toString('hex')}`;
  const {places} = await administrator.ask('GET', '/v1/staff/places');
  const {link} = await administrator.ask('POST', '/v1/staff/people', {place: places.find((one) => one.name === '东关服务站').id, name, display_name: '李姐', roles: ['operator']});
  await answered(await fetch(`${url}/v1/staff/welcome/password`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({token: link.token, password: kPassword})}));
  const {cookie, ask} = await signedIn(url, name);
  const here = () => ask('POST', '/v1/desk/seat', {on_duty: true}).catch(() => {});
  await ask('GET', '/v1/desk');
  let stream = null;
  await new Promise((open, failed) => {
    stream = http.get(`${url}/v1/desk/events`, {headers: {Cookie: cookie, Accept: 'text/event-stream'}}, (response) => {
      let text = '';
      response.on('data', (part) => {
        const came = performance.now();
        text += part;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const frame = text.slice(0, end);
          text = text.slice(end + 2);
          if (frame.includes('event: desk_alarm')) heard(JSON.parse(frame.slice(frame.indexOf('data: ') + 6)), came);
        }
      });
      open();
    });
    stream.on('error', failed);
  });
  stream.on('error', () => {});
  await here();
  const pulse = setInterval(here, 5000);
  const path = (id, act) => `/v1/desk/alarms/${id}/${act}`;
  return {
    ask,
    over: async (id) => { await ask('POST', path(id, 'accept')); await ask('POST', path(id, 'outcome'), {outcome: 'helped', text: ''}); await ask('POST', path(id, 'close')); },
    end: () => { clearInterval(pulse); stream.destroy(); },
  };
}
