// SPDX-License-Identifier: Apache-2.0
// The platform of one household, played in memory: what a visit needs, with every answer in the test's hand.
// The pages come from the source folder under the policy of the real one.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { root } from "./platform.mjs";

const kTypes = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", svg: "image/svg+xml", json: "application/json" };
const kPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; " +
  "font-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; frame-ancestors 'none'";
const kWeb = process.env.ANJU_WEB ?? path.join(root, "platform/web");
const kLetters = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";

export const newId = () => Array.from(randomBytes(26), (byte) => kLetters[byte % 32]).join("");
const iso = (moment = Date.now()) => new Date(moment).toISOString();

class Log {
  events = [];
  listeners = new Set();
  stood = 0;  // streams that were ever open
  gone = 0;  // numbers that are not kept any more
  tell(name, body) {
    const event = { seq: this.events.length + 1, name, body };
    this.events.push(event);
    for (const write of this.listeners) write(event);
  }
  // Without a number, and to nobody who comes later.
  mention(name, body) { for (const write of this.listeners) write({ name, body }); }
}

class Refused extends Error {
  constructor(status, code, more = {}) { super(code); this.status = status; this.body = { status, code, title: code, ...more }; }
}

export class FakePlatform {
  people = [
    { link: "xiaofang-xiaofang-1234", member: { id: "me_1", name: "小芳", name_latin: "Xiaofang", relation: "daughter", active: true }, elder: "妈妈" },
    { link: "dawei-dawei-dawei-1234", member: { id: "me_2", name: "大伟", name_latin: "Dawei", relation: "son", active: true }, elder: "妈妈" },
  ];
  guests = [{ link: "guest-guest-guest-1234", code: "" }, { link: "", code: "472905" }];
  said = new Set();        // signals of phones
  kept = new Map();        // Idempotency-Key → answer
  phones = new Map();      // cookie → {member or name, elder}
  visits = new Map();      // id → {visit, log, phone}
  family = new Map();      // Member::id → Log
  messages = [];
  clips = new Map();
  rules = { first_contact: "me_1", rules: [{ member: "me_2", policy: "automatic_by_day", agreed_at: iso(Date.now() - 86400000) }], quiet: { from: 21, to: 7 } };
  capabilities = ["messages", "visits"];
  phoneList = [];
  invitations = [];
  free = new Map();
  tvOnline = true;
  quietUntil = null;
  validFrom = null;
  validUntil = null;
  ice = [];
  ahead = 0;               // milliseconds that its clock is ahead of the tests' at a door
  photo = true;            // false: there is none at its address
  refusal = null;          // {status, code, …} for the next visit that is placed
  fingerprint = "";
  tv = { visit() {}, signal() {} };  // what the TV hears
  seen = [];               // every request, "METHOD path"

  async start() {
    this.server = http.createServer((request, response) => this.#answer(request, response).catch((error) => {
      const body = error instanceof Refused ? error.body : { status: 500, code: "broken", detail: String(error.stack) };
      response.writeHead(body.status, { "Content-Type": "application/problem+json" }).end(JSON.stringify(body));
    }));
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}`;
    return this;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }

  // As if the network were gone: nothing answers, open lines break.
  cut() {
    this.dead = true;
    this.server.closeAllConnections();
  }
  mend() { this.dead = false; }

  // As if it had been restored from a copy that knows `cursor` events of each relative.
  restore(cursor) {
    for (const log of this.family.values()) log.events.length = Math.min(cursor, log.events.length);
    this.server.closeAllConnections();
  }

  // ---- what the TV does
  tvSignals(visit, signal) {
    const kept = this.visits.get(visit);
    kept?.log.tell("signal", { visit, from: "tv", text: "", mline: 0, mid: "", ...signal });
  }
  tvAnswers(visit, answer = "pressed") { this.#change(visit, { stage: "answered", answered_at: iso(), answer }); }
  tvEnds(visit, end = "hung_up") { this.#change(visit, { stage: "ended", ended_at: iso(), end, ended_by: "tv" }); }
  // Not by a tap: signed out, or not heard of any more.
  phoneEnds(visit, end) { this.#change(visit, { stage: "ended", ended_at: iso(), end, ended_by: "phone" }); }
  // Nobody of the two: the phone's link was taken back, and its cookie with it.
  takesBackPhones(visit) {
    this.phones.clear();
    this.#change(visit, { stage: "ended", ended_at: iso(), end: "blocked" });
  }
  tvIsOn(online) {
    this.tvOnline = online;
    for (const { member } of this.people) this.log(member.id).mention("tv", { online, last_seen: iso() });
  }
  tvPlaces(member) {
    const { member: person } = this.people.find((one) => one.member.id === member);
    return this.#place({ id: newId(), placed_by: "tv", visitor: this.#visitor({ member: person }), camera: true }, null);
  }
  tvClip(member, bytes, type = "video/webm", length = 5000) {
    const clip = { id: newId(), length, width: 320, height: 240, type };
    this.clips.set(clip.id, { clip, bytes });
    return this.#message({ from: "", to: member, text: "", clip });
  }

  #visitor({ member, name }) {
    return member ? { member: member.id, name: member.name, name_latin: member.name_latin, relation: member.relation } : { member: "", name: name ?? "" };
  }

  #place(more, phone) {
    const visit = { stage: "ringing", placed_at: iso(), seen: true, ...more };
    this.visits.set(visit.id, { visit, log: new Log(), phone });
    this.#tell(visit);
    return visit;
  }

  #change(id, change) {
    const kept = this.visits.get(id);
    kept.visit = { ...kept.visit, ...change };
    this.#tell(kept.visit);
    return kept.visit;
  }

  #tell(visit) {
    this.visits.get(visit.id).log.tell("visit", visit);
    if (visit.visitor.member) this.log(visit.visitor.member).tell("visit", visit);
    this.tv.visit(visit);
  }

  log(member) {
    if (!this.family.has(member)) this.family.set(member, new Log());
    return this.family.get(member);
  }

  #message(more) {
    const message = { id: newId(), text: "", photos: [], sent_at: iso(), to: "", ...more };
    this.messages.unshift(message);
    for (const { member } of this.people) this.log(member.id).tell("message", message);
    return message;
  }

  // ---- the pages
  #file(pathname, response) {
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const file = path.join(kWeb, path.normalize(name));
    if (!file.startsWith(kWeb) || !fs.existsSync(file)) throw new Refused(404, "not_found");
    if (fs.statSync(file).isDirectory()) { response.writeHead(308, { Location: `${pathname}/` }).end(); return; }
    const type = kTypes[file.split(".").pop()];
    response.writeHead(200, { "Content-Type": type, "Cache-Control": "no-cache", ...(type.startsWith("text/html") ? { "Content-Security-Policy": kPolicy } : {}) }).end(fs.readFileSync(file));
  }

  async #answer(request, response) {
    if (this.dead) { request.socket.destroy(); return; }
    const { pathname, searchParams } = new URL(request.url, this.url);
    if (!pathname.startsWith("/v1/")) { this.#file(pathname, response); return; }
    // As the real one: a page of another origin may not ask, nor one that hides it.
    if (request.method !== "GET" && ![undefined, this.url].includes(request.headers.origin)) throw new Refused(403, "foreign_page");
    this.seen.push(`${request.method} ${pathname}`);
    const bytes = await new Promise((resolve) => { const parts = []; request.on("data", (part) => parts.push(part)); request.on("end", () => resolve(Buffer.concat(parts))); });
    const cookie = /anju_phone=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
    const asked = { method: request.method, path: pathname, query: searchParams, bytes, type: request.headers["content-type"] ?? "", cookie, phone: this.phones.get(cookie), request, response };
    asked.body = asked.type.includes("json") ? JSON.parse(bytes.toString() || "{}") : null;
    const key = request.headers["idempotency-key"];
    const answer = key && this.kept.has(key) ? this.kept.get(key) : this.#route(asked);
    if (answer === "streamed") return;
    if (key) this.kept.set(key, answer);
    const headers = { "Content-Type": "application/json", ...(asked.setCookie ? { "Set-Cookie": `anju_phone=${asked.setCookie}; Path=/v1; HttpOnly; SameSite=Strict` } : {}) };
    if (Buffer.isBuffer(answer?.bytes)) { this.#bytes(asked, answer); return; }
    if (answer === null) response.writeHead(204, headers).end();
    else response.writeHead(200, headers).end(JSON.stringify(answer));
  }

  #bytes({ request, response }, { bytes, type }) {
    const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "");
    if (!range) { response.writeHead(200, { "Content-Type": type, "Accept-Ranges": "bytes", "Content-Length": bytes.length }).end(bytes); return; }
    const from = Number(range[1]);
    const to = range[2] ? Number(range[2]) : bytes.length - 1;
    response.writeHead(206, { "Content-Type": type, "Accept-Ranges": "bytes", "Content-Range": `bytes ${from}-${to}/${bytes.length}` }).end(bytes.subarray(from, to + 1));
  }

  #stream({ request, response, query }, log) {
    const last = Number(request.headers["last-event-id"] ?? query.get("last") ?? 0);
    if (last > log.events.length || last < log.gone) throw new Refused(410, "cursor_gone");
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    const write = ({ seq, name, body }) => response.write(`${seq ? `id: ${seq}\n` : ""}event: ${name}\ndata: ${JSON.stringify(body)}\n\n`);
    response.write("retry: 1000\n:\n\n");
    for (const event of log.events) if (event.seq > last) write(event);
    log.listeners.add(write);
    ++log.stood;
    response.on("close", () => log.listeners.delete(write));
    return "streamed";
  }

  #enter(asked, found) {
    asked.setCookie = randomBytes(8).toString("hex");
    this.phones.set(asked.setCookie, found);
    asked.phone = found;
    asked.cookie = asked.setCookie;
  }

  #visitorHome({ phone, cookie }) {
    const mine = Array.from(this.visits.values()).findLast(({ visit, phone: of }) => of === cookie && visit.stage !== "ended");
    return {
      me: this.#visitor(phone), elder: phone.elder, person: { name: "王桂兰", called: "王奶奶" }, person_photo: { id: "elder", width: 480, height: 480 }, zone: "Asia/Shanghai",
      tv_online: this.tvOnline, quiet_until: this.quietUntil ?? undefined, valid_from: phone.member ? undefined : this.validFrom ?? undefined, valid_until: phone.member ? undefined : this.validUntil ?? undefined,
      visit: mine?.visit, can_leave_message: Boolean(phone.member), now: iso(Date.now() + this.ahead),
    };
  }

  #familyHome({ phone }) {
    const ringing = Array.from(this.visits.values()).findLast(({ visit }) => visit.placed_by === "tv" && visit.stage === "ringing" && visit.visitor.member === phone.member.id);
    const last = Array.from(this.visits.values()).findLast(({ visit }) => visit.visitor.member === phone.member.id)?.visit;
    const missed = last?.placed_by === "tv" && last.stage === "ended" && !last.answered_at && ["missed", "cancelled"].includes(last.end) ? last : undefined;
    return {
      missed, me: phone.member, elder: phone.elder, person: { name: "王桂兰", called: "王奶奶" }, person_photo: { id: "elder", width: 480, height: 480 }, zone: "Asia/Shanghai",
      capabilities: this.capabilities, tv_paired: true, tv_online: this.tvOnline, tv_last_seen: iso(), members: this.people.map(({ member }) => member),
      messages: this.messages.filter((one) => !one.to || one.to === phone.member.id), cursor: this.log(phone.member.id).events.length, now: iso(),
      rules: this.rules, visit: ringing?.visit, free_from: this.free.get(phone.member.id) ?? "", ...this.#freeAt(this.free.get(phone.member.id)),
    };
  }

  // The next such hour in Shanghai, which has no summer time.
  #freeAt(from) {
    if (!from) return {};
    const day = iso(Date.now() + 8 * 3600000).slice(0, 10);
    const today = Date.parse(`${day}T${from}:00+08:00`);
    return { free_at: iso(today >= Date.now() ? today : today + 86400000) };
  }

  #mine({ visit, phone }, asked) {
    if (phone && phone !== asked.cookie) throw new Refused(404, "visit_not_found");
    if (visit.stage === "ended") throw new Refused(409, "visit_ended");
  }

  #ticket({ visit, log }, cursor = log.events.length) {
    return { visit, ice: this.ice, box_fingerprint: this.fingerprint, cursor };
  }

  #route(asked) {
    const { method, phone, body } = asked;
    const key = `${method} ${asked.path.replace(/\/(visits|clips|photos|phones|invitations)\/[\w-]+/, "/$1/{id}")}`;
    const id = asked.path.split("/")[4];
    if (key === "POST /v1/visitor/session" || key === "POST /v1/family/session") return this.#session(asked);
    if (!phone) throw new Refused(401, "signed_out");
    const kept = this.visits.get(id);
    switch (key) {
      case "GET /v1/visitor/home": return this.#visitorHome(asked);
      case "POST /v1/visitor/visits": {
        if (this.refusal) { const refusal = this.refusal; this.refusal = null; throw new Refused(refusal.status ?? 409, refusal.code, refusal); }
        const visit = this.#place({ id: newId(), placed_by: "phone", visitor: this.#visitor(phone), camera: body.camera }, asked.cookie);
        return this.#ticket(this.visits.get(visit.id), 0);
      }
      case "GET /v1/visitor/visits/{id}":
        this.#mine(kept, asked);
        return this.#ticket(kept);
      case "POST /v1/visitor/visits/{id}/answer": {
        if (kept.visit.answered_at && kept.phone !== asked.cookie) throw new Refused(409, "taken");
        this.#mine(kept, asked);
        kept.phone = asked.cookie;
        if (kept.visit.stage === "ringing") this.#change(id, { stage: "answered", answered_at: iso(), answer: "pressed", camera: body.camera });
        return this.#ticket(kept, 0);
      }
      case "POST /v1/visitor/visits/{id}/rings": {
        if (kept.visit.stage === "ringing" && body.aloud !== kept.visit.rings) this.#change(id, { rings: body.aloud });
        return null;
      }
      case "POST /v1/visitor/visits/{id}/left": return null;
      case "POST /v1/visitor/visits/{id}/signals": 
        // As the real one: what comes twice is passed on once.
        if (body.kind === "state" || !this.said.has(JSON.stringify(body))) this.tv.signal({ ...body, visit: id, from: "phone" });
        this.said.add(JSON.stringify(body));
        return null;
      case "POST /v1/visitor/visits/{id}/end": return kept.visit.stage === "ended" ? kept.visit : this.#change(id, { stage: "ended", ended_at: iso(), end: body.end, ended_by: "phone" });
      case "GET /v1/visitor/visits/{id}/events": return this.#stream(asked, kept.log);
      case "GET /v1/visitor/photos/{id}": case "GET /v1/family/photos/{id}":
        if (!this.photo) throw new Refused(404, "photo_not_found");
        return { bytes: fs.readFileSync(path.join(root, "art/room-elder.svg")), type: "image/svg+xml" };
      default: return phone.member ? this.#familyRoute(asked, key, id) : (() => { throw new Refused(403, "forbidden"); })();
    }
  }

  #session(asked) {
    const { link, code, name } = { link: asked.body.token ?? "", code: "", name: "", ...asked.body };
    const person = this.people.find((one) => one.link === link);
    const guest = this.guests.find((one) => (link && one.link === link) || (code && one.code === code));
    if (!person && !guest) throw new Refused(403, "link_not_valid");
    this.#enter(asked, person ?? { name, elder: "王奶奶" });
    if (person && !this.phoneList.length) this.phoneList = [{ id: "p1", name: "iPhone · Safari", since: iso(Date.now() - 9 * 86400000), last_seen: iso(Date.now() - 86400000) }, { id: "p2", name: "Linux · Chrome", since: iso(), last_seen: iso(), this_one: true }];
    return asked.path.includes("/family/") ? null : this.#visitorHome(asked);
  }

  #familyRoute(asked, key, id) {
    const { phone, body } = asked;
    switch (key) {
      case "GET /v1/family/home": return this.#familyHome(asked);
      case "GET /v1/family/events": return this.#stream(asked, this.log(phone.member.id));
      case "POST /v1/family/messages": {
        const clip = body.clip ? this.clips.get(body.clip).clip : undefined;
        return this.#message({ from: phone.member.id, text: body.text, clip });
      }
      case "POST /v1/family/clips": {
        const clip = { id: newId(), length: 2000, width: 640, height: 480, type: asked.type.split(";")[0] };
        this.clips.set(clip.id, { clip, bytes: asked.bytes });
        return clip;
      }
      case "GET /v1/family/clips/{id}": { const { clip, bytes } = this.clips.get(id); return { bytes, type: clip.type }; }
      case "POST /v1/family/clips/{id}/seen": {
        const message = this.messages.find((one) => one.clip?.id === id);
        message.seen_at ??= iso();
        this.log(phone.member.id).tell("message", message);
        return message;
      }
      case "POST /v1/family/free": {
        this.free.set(phone.member.id, body.free_from);
        return { member: phone.member.id, online: true, free_from: body.free_from, ...this.#freeAt(body.free_from) };
      }
      case "POST /v1/family/rules": {
        const rule = this.rules.rules.find((one) => one.member === body.member) ?? { member: body.member, policy: "ring" };
        Object.assign(rule, { proposed: body.policy, proposed_by: phone.member.id, proposed_at: iso() });
        if (!this.rules.rules.includes(rule)) this.rules.rules.push(rule);
        return this.rules;
      }
      case "POST /v1/family/quiet": this.rules.quiet = body; return this.rules;
      case "GET /v1/family/phones": return { phones: this.phoneList };
      case "DELETE /v1/family/phones/{id}": this.phoneList = this.phoneList.filter((one) => one.id !== id); return null;
      case "POST /v1/family/invitations": {
        const made = { id: newId(), valid_from: iso(Date.parse(body.at) - 15 * 60000), valid_until: iso(Date.parse(body.at) + 3600000), visit_page: `${this.url}/visit/` };
        this.invitations.push(made);
        return { ...made, link: "guest-guest-guest-1234" };
      }
      case "GET /v1/family/invitations": return { invitations: this.invitations };
      case "DELETE /v1/family/invitations/{id}": this.invitations = this.invitations.filter((one) => one.id !== id); return null;
      default: throw new Refused(404, "not_found");
    }
  }
}

export const startFake = () => new FakePlatform().start();
