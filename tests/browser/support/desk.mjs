// SPDX-License-Identifier: Apache-2.0
// A station with two operators, and homes whose boxes press.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import http from "node:http";
import { Box } from "./box.mjs";

const json = { "Content-Type": "application/json" };
export const kHostileName = "<img src=x onerror=alert(7)>\u05D0\u05D1\u05D2 王";
const kPassword = "一句只有我知道的话 401";

async function said(answer) {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}: ${text}`);
  return text ? JSON.parse(text) : null;
}

// Signed in as one of the staff: ask(method, path, body).
export async function staff(platform, { name, password }) {
  const signedIn = await fetch(`${platform.url}/v1/staff/session`, { method: "POST", headers: json, body: JSON.stringify({ name, password }) });
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status}`);
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];
  return async (method, path, body) => said(await fetch(platform.url + path, { method, headers: { ...json, Cookie: cookie, "Idempotency-Key": randomBytes(16).toString("hex") }, body: body && JSON.stringify(body) }));
}

export async function invited(platform, name, title, roles = ["operator"]) {
  const administrator = await staff(platform, platform.administrator);
  const { organisation } = (await administrator("GET", "/v1/staff/places")).places.reduce((found, one) => ({ organisation: one.name === "东关居家养老服务站" ? one.id : found.organisation }), {});
  const { link } = await administrator("POST", "/v1/staff/people", { place: organisation, name, display_name: title, roles });
  await said(await fetch(`${platform.url}/v1/staff/welcome/password`, { method: "POST", headers: json, body: JSON.stringify({ token: link.token, password: kPassword }) }));
  return { name, password: kPassword };
}
export const chosenPassword = kPassword;

// From an address of its own, as homes have: so many codes a minute are for one.
const from = (address, url, body) => new Promise((done, failed) => {
  const request = http.request(url, { method: "POST", headers: json, localAddress: address }, (answer) => {
    let text = "";
    answer.on("data", (part) => { text += part; });
    answer.on("end", () => (answer.statusCode < 300 ? done(JSON.parse(text)) : failed(new Error(`${answer.statusCode} ${url}: ${text}`))));
  });
  request.on("error", failed);
  request.end(JSON.stringify(body));
});

// A box that presses its one key. The run goes on until the next press().
class Presser extends Box {
  sequence = 0;
  constructor(platform, number) { super(platform); this.address = `127.0.1.${number % 250 + 1}`; }
  async code() {
    const hash = createHash("sha256").update(this.key).digest("hex");
    return (await from(this.address, `${this.platform.url}/v1/pairing`, { key_hash: hash, model: "anju-tv", version: this.version, former: "" })).user_code;
  }
  press(source = "red") {
    this.run = { id: randomUUID(), sequence: ++this.sequence, source, pressed_at: new Date().toISOString(), presses: 1, taken_back: 0 };
    return this.report();
  }
  again() { this.run.presses += 1; return this.report(); }
  back() { this.run.taken_back = this.run.presses; return this.report(); }
  report() { return this.ask("POST", "/v1/tv/alarms", this.run); }
}

// Boxes in so many homes, those of the demo first: [{name, box}].
export async function pressers(platform, count) {
  const manager = await staff(platform, platform.manager), technician = await staff(platform, platform.technician);
  const homes = (await manager("GET", "/v1/staff/households")).households.map(({ id, person }) => ({ id, name: person.name }));
  while (homes.length < count) {
    const name = homes.length === 3 ? kHostileName : `试${homes.length}`;
    homes.push({ name, id: (await manager("POST", "/v1/staff/households", { organisation: "", facts: Object.entries({ household: `${name}家`, name, called: name.slice(-5), address: `东关 ${homes.length} 号` }).map(([fact, value]) => ({ name: fact, value })) })).id });
  }
  const made = [];
  for (const home of homes.slice(0, count)) {
    const box = new Presser(platform, made.length);
    await technician("POST", `/v1/staff/pairings/${await box.code()}/approve`, { household: home.id });
    made.push({ ...home, box });
  }
  return made;
}
