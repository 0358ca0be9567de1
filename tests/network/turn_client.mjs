// SPDX-License-Identifier: Apache-2.0
// As much of TURN (RFC 8656) as a test asks a relay with: one allocation over UDP, TCP or TLS.
import { createHash, createHmac, randomBytes } from "node:crypto";
import dgram from "node:dgram";
import net from "node:net";
import tls from "node:tls";

const kCookie = 0x2112a442;
const kinds = { allocate: 3, refresh: 4, send: 6, permission: 8 };
const names = { username: 0x6, integrity: 0x8, error: 0x9, lifetime: 0xd, peer: 0x12, data: 0x13, realm: 0x14, nonce: 0x15, relayed: 0x16, family: 0x17, transport: 0x19 };

export const credential = (secret, name) => createHmac("sha1", secret).update(name).digest("base64");

const u32 = (value) => { const out = Buffer.alloc(4); out.writeUInt32BE(value); return out; };

function attribute(name, value) {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(names[name]);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - value.length % 4) % 4)]);
}

function numbers(address) {
  if (!address.includes(":")) return Buffer.from(address.split(".").map(Number));
  const [before, after] = address.split("::").map((part) => (part ? part.split(":") : []));
  const groups = after === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill("0"), ...after];
  return Buffer.concat(groups.map((one) => Buffer.from(one.padStart(4, "0"), "hex")));
}

function xored(bytes, transaction) {
  const mask = Buffer.concat([u32(kCookie), transaction]);
  return Buffer.from(bytes.map((byte, i) => byte ^ mask[i]));
}

function peerBytes(address, port, transaction) {
  const raw = numbers(address);
  const head = Buffer.from([0, raw.length === 4 ? 1 : 2, 0, 0]);
  head.writeUInt16BE(port ^ (kCookie >>> 16), 2);
  return Buffer.concat([head, xored(raw, transaction)]);
}

function read(bytes) {
  const found = { kind: bytes.readUInt16BE(0), transaction: bytes.subarray(8, 20), error: 0 };
  for (let at = 20; at + 4 <= bytes.length;) {
    const [type, length] = [bytes.readUInt16BE(at), bytes.readUInt16BE(at + 2)];
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (type === names.error) found.error = value[2] * 100 + value[3];
    if (type === names.realm) found.realm = value.toString();
    if (type === names.nonce) found.nonce = value.toString();
    if (type === names.lifetime) found.lifetime = value.readUInt32BE(0);
    if (type === names.data) found.data = value;
    if (type === names.relayed && value[1] === 1) {
      found.relayed = { address: [...xored(value.subarray(4), found.transaction)].join("."), port: value.readUInt16BE(2) ^ (kCookie >>> 16) };
    }
    at += 4 + length + (4 - length % 4) % 4;
  }
  return found;
}

export class TurnClient {
  // over: "udp", "tcp" or "tls"
  static async open({ host = "127.0.0.1", port, over = "udp", username = "", password = "" }) {
    const client = new TurnClient();
    Object.assign(client, { username, password, waiting: new Map(), heard: [], realm: "", nonce: "" });
    if (over === "udp") {
      const socket = dgram.createSocket(host.includes(":") ? "udp6" : "udp4");
      socket.on("message", (bytes) => client.came(bytes));
      client.write = (bytes) => socket.send(bytes, port, host);
      client.close = () => socket.close();
      return client;
    }
    const socket = over === "tls" ? tls.connect({ host, port, rejectUnauthorized: false }) : net.connect({ host, port });
    await new Promise((done, failed) => { socket.once(over === "tls" ? "secureConnect" : "connect", done); socket.once("error", failed); });
    socket.on("error", () => {});
    let kept = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      kept = Buffer.concat([kept, bytes]);
      while (kept.length >= 20 && kept.length >= 20 + kept.readUInt16BE(2)) {
        const size = 20 + kept.readUInt16BE(2);
        client.came(kept.subarray(0, size));
        kept = kept.subarray(size);
      }
    });
    client.write = (bytes) => socket.write(bytes);
    client.close = () => socket.destroy();
    return client;
  }

  came(bytes) {
    const answer = read(bytes);
    const waits = this.waiting.get(answer.transaction.toString("hex"));
    if (waits) waits(answer); else this.heard.push(answer);
  }

  message(kind, transaction, attributes, signed) {
    const parts = attributes.map(([name, value]) => attribute(name, value));
    if (signed) parts.push(attribute("username", Buffer.from(this.username)), attribute("realm", Buffer.from(this.realm)), attribute("nonce", Buffer.from(this.nonce)));
    const body = Buffer.concat(parts);
    const head = (length) => { const out = Buffer.alloc(20); out.writeUInt16BE(kind); out.writeUInt16BE(length, 2); out.writeUInt32BE(kCookie, 4); transaction.copy(out, 8); return out; };
    if (!signed) return Buffer.concat([head(body.length), body]);
    const key = createHash("md5").update(`${this.username}:${this.realm}:${this.password}`).digest();
    const sum = createHmac("sha1", key).update(Buffer.concat([head(body.length + 24), body])).digest();
    return Buffer.concat([head(body.length + 24), body, attribute("integrity", sum)]);
  }

  async once(kind, attributes, signed) {
    const transaction = randomBytes(12);
    const bytes = this.message(kinds[kind], transaction, attributes(transaction), signed);
    const answer = await new Promise((done, failed) => {
      this.waiting.set(transaction.toString("hex"), done);
      const again = setInterval(() => this.write(bytes), 500);
      const late = setTimeout(() => failed(new Error(`no answer to ${kind}`)), 5000);
      this.write(bytes);
      this.waiting.set(transaction.toString("hex"), (found) => { clearInterval(again); clearTimeout(late); done(found); });
    });
    this.waiting.delete(transaction.toString("hex"));
    return answer;
  }

  // With realm and nonce from the first refusal, as every client does.
  async ask(kind, attributes) {
    if (this.nonce) return this.once(kind, attributes, true);
    const first = await this.once(kind, attributes, false);
    if (first.error !== 401) return first;
    this.realm = first.realm;
    this.nonce = first.nonce;
    return this.username ? this.once(kind, attributes, true) : first;
  }

  allocate({ transport = 17, lifetime = 600, six = false } = {}) {
    return this.ask("allocate", () => [["transport", Buffer.from([transport, 0, 0, 0])], ["lifetime", u32(lifetime)], ...(six ? [["family", Buffer.from([2, 0, 0, 0])]] : [])]);
  }
  permit(address, port = 9) { return this.ask("permission", (transaction) => [["peer", peerBytes(address, port, transaction)]]); }
  giveUp() { return this.ask("refresh", () => [["lifetime", u32(0)]]); }
  send(address, port, text) {
    const transaction = randomBytes(12);
    this.write(this.message(0x16, transaction, [["peer", peerBytes(address, port, transaction)], ["data", Buffer.from(text)]], false));
  }
}
