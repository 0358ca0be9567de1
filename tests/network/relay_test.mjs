// SPDX-License-Identifier: Apache-2.0
// The relay as it is shipped: who comes in, how much, and where to.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { root, temporary } from "../browser/support/platform.mjs";
import { check, same, skipped, test, until } from "../browser/support/suite.mjs";
import { freePorts, startMint, startRelay } from "./relay.mjs";
import { credential, TurnClient } from "./turn_client.mjs";

const kBehind = "192.0.43.8";  // stands for the address that phones see; the relay itself is on loopback
// The only changes: this machine's loopback is where everybody is.
const loopback = ["--listening-ip", "127.0.0.1", "--allow-loopback-peers"];

let relay = null, mint = null;
const started = async (tools) => {
  if (relay) return;
  relay = await startRelay({ address: `${kBehind}/127.0.0.1`, ...await freePorts(), changes: loopback });
  mint = await startMint(tools.bin, relay, [`turn:127.0.0.1:${relay.port}`, `turn:127.0.0.1:${relay.port}?transport=tcp`, `turns:127.0.0.1:${relay.tlsPort}?transport=tcp`]);
};
export const stopped = async () => { await mint?.stop(); await relay?.stop(); };

const now = () => Math.floor(Date.now() / 1000);
const setting = (name) => Number(relay.text.match(new RegExp(`^${name}=(\\d+)$`, "m"))[1]);
const minted = async () => { const [one] = await mint.ice(); return { username: one.username, password: one.credential, urls: one.urls }; };
const client = ({ atEnd }, more) => TurnClient.open({ port: relay.port, ...more }).then((one) => { atEnd(() => one.close()); return one; });
const own = (name, secret = relay.secret) => ({ username: name, password: credential(secret, name) });

test("The relay: what the platform mints for a visit is taken over UDP, TCP and TLS, and good for an hour at most", async (tools) => {
  await started(tools);
  const { urls, ...name } = await minted();
  same(urls.length, 3, "addresses");
  const expires = Number(name.username.split(":")[0]);
  check(expires > now() && expires <= now() + 3600, `good for ${expires - now()} s`);
  for (const over of ["udp", "tcp", "tls"]) {
    const one = await client(tools, { ...name, over, port: over === "tls" ? relay.tlsPort : relay.port });
    const found = await one.allocate({ lifetime: 86400 });
    same(found.error, 0, `refused over ${over}`);
    same(found.relayed.address, kBehind, "the address that is said");
    check(found.lifetime <= 3600, `an allocation for ${found.lifetime} s`);
    await one.giveUp();
  }
});

test("The relay: its configuration is made without the secret in the arguments of any program", async () => {
  const folder = temporary();
  const at = (name) => path.join(folder, name);
  for (const name of ["sed", "tr", "cat", "dirname", "readlink"]) {
    fs.writeFileSync(at(name), `#!/bin/sh\necho "${name} $*" >>${at("noted")}\nPATH=\${PATH#*:}\nexec ${name} "$@"\n`, { mode: 0o700 });
  }
  const secret = "s3cret".repeat(8);
  fs.writeFileSync(at("secret"), `${secret}\n`, { mode: 0o600 });
  const text = execFileSync(path.join(root, "packaging/turn/make"), ["turn.test", kBehind, at("secret"), "/c.pem", "/k.pem"],
    { env: { ...process.env, PATH: `${folder}:${process.env.PATH}` } }).toString();
  check(text.includes(`\nstatic-auth-secret=${secret}\n`) && text.includes(`\nexternal-ip=${kBehind}\n`) && !/@[A-Z]+@/.test(text), text);
  check(fs.readFileSync(at("noted"), "utf8").includes("tr "), "nothing was noted");
  check(!fs.readFileSync(at("noted"), "utf8").includes(secret), "the secret is in an argument");
});

test("The relay: nothing, a wrong, a changed, a foreign and an expired credential are all refused", async (tools) => {
  await started(tools);
  const good = await minted();
  const later = `${now() + 36000}:${good.username.split(":")[1]}`;
  const bad = {
    "no name": { username: "", password: "" },
    "a wrong word": { ...good, password: credential("x".repeat(64), good.username) },
    "a longer time": { username: later, password: good.password },
    "an expired one": own(`${now() - 2}:visit`),
    "without a time": own("visit"),
  };
  for (const [what, name] of Object.entries(bad)) {
    for (const over of ["udp", "tcp"]) {
      const one = await client(tools, { username: name.username, password: name.password, over });
      same((await one.allocate()).error, 401, `${what} over ${over}`);
    }
  }
});

test("The relay: an old nonce is stale, and no TCP to the outside is lent", async (tools) => {
  await started(tools);
  const one = await client(tools, { ...await minted(), over: "tcp" });
  const first = await one.allocate({ transport: 6 });
  check(first.error >= 400, `TCP was lent: ${first.error}`);
  one.nonce = "0".repeat(16);
  same((await one.allocate()).error, 438, "with another nonce");
});

test("The relay: no way into networks behind it, to itself, to multicast or past it by another spelling", async (tools) => {
  await started(tools);
  const one = await client(tools, { ...await minted(), over: "tcp" });
  same((await one.allocate()).error, 0, "allocation");
  const denied = ["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.2", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255",
    "198.51.100.1", "203.0.113.1", "224.0.0.251", "239.255.255.250", "240.0.0.1", "255.255.255.255"];
  for (const address of denied) same((await one.permit(address)).error, 403, address);
  for (const address of ["9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.167.255.255", "223.255.255.254", kBehind]) {
    same((await one.permit(address)).error, 0, address);
  }
});

test("The relay: IPv6 by the same rules", async (tools) => {
  const six = await startRelay({ address: `${kBehind}/127.0.0.1`, ...await freePorts(), changes: [...loopback, "--relay-ip", "::1"] });
  tools.atEnd(() => six.stop());
  const name = `${now() + 600}:six`;
  const one = await TurnClient.open({ port: six.port, username: name, password: credential(six.secret, name), over: "tcp" });
  tools.atEnd(() => one.close());
  const made = await one.allocate({ six: true });
  if (made.error === 440 || made.error === 508) return skipped(`this machine has no IPv6 loopback (${made.error})`);
  same(made.error, 0, "allocation");
  const denied = ["::", "::1", "::ffff:10.0.0.1".replace("10.0.0.1", "a00:1"), "64:ff9b::a00:1", "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:1ff::1", "2001:db8::1", "2002:a00:1::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1"];
  for (const address of denied) same((await one.permit(address)).error, 403, address);
  for (const address of ["2001:200::1", "2606:4700::1111", "2a00::1", "2400:3200::1"]) same((await one.permit(address)).error, 0, address);
});

test("The relay: a visit holds as many allocations as it may, another visit is not touched, what is given up counts no more", async (tools) => {
  await started(tools);
  const name = await minted();
  const most = setting("user-quota");
  const all = [];
  for (let i = 0; i < most; ++i) {
    all.push(await client(tools, { ...name, over: "tcp" }));
    same((await all.at(-1).allocate()).error, 0, `allocation ${i + 1} of ${most}`);
  }
  const more = await client(tools, { ...name, over: "tcp" });
  same((await more.allocate()).error, 486, "one more");
  const other = await client(tools, { ...await minted(), over: "tcp" });
  same((await other.allocate()).error, 0, "another visit");
  await all[0].giveUp();
  const freed = async () => {
    const again = await client(tools, { ...name, over: "tcp" });
    return (await again.allocate()).error === 0;
  };
  await until(freed, "room after one was given up");
});

test("The relay: in all it lends no more than it is allowed to", async (tools) => {
  const small = await startRelay({ address: `${kBehind}/127.0.0.1`, ...await freePorts(), changes: [...loopback, "--total-quota", "3"] });
  tools.atEnd(() => small.stop());
  check(/^total-quota=1200$/m.test(small.text), "the file names no total");
  const results = [];
  for (let i = 0; i < 4; ++i) {
    const name = `${now() + 600}:visit${i}`;
    const one = await TurnClient.open({ port: small.port, username: name, password: credential(small.secret, name), over: "tcp" });
    tools.atEnd(() => one.close());
    results.push((await one.allocate()).error);
  }
  same(results, [0, 0, 0, 486], "four visits where three may be");
});

test("The relay: two allocations reach each other, also behind a NAT, and nobody without a permission does", async (tools) => {
  await started(tools);
  const name = await minted();
  const [a, b] = [await client(tools, { ...name, over: "tcp" }), await client(tools, { ...name, over: "udp" })];
  const [at, bt] = [(await a.allocate()).relayed, (await b.allocate()).relayed];
  await a.permit(bt.address, bt.port);
  a.send(bt.address, bt.port, "too early");
  await new Promise((done) => setTimeout(done, 200));
  same(b.heard.length, 0, "heard without a permission");
  await b.permit(at.address, at.port);
  a.send(bt.address, bt.port, "hello");
  await until(() => b.heard.some((one) => one.data?.toString() === "hello"), "what was sent through the relay");
});

// Sockets that a process listens on, from the kernel's table.
function listens(pid) {
  const mine = new Set(fs.readdirSync(`/proc/${pid}/fd`).map((fd) => { try { return fs.readlinkSync(`/proc/${pid}/fd/${fd}`); } catch { return ""; } }));
  return ["tcp", "tcp6"].flatMap((kind) => fs.readFileSync(`/proc/${pid}/net/${kind}`, "utf8").split("\n").slice(1)).map((line) => line.trim().split(/\s+/))
    .filter((words) => words[3] === "0A" && mine.has(`socket:[${words[9]}]`)).map((words) => parseInt(words[1].split(":")[1], 16));
}

test("The relay: it listens where it says and nowhere else, and tells no version", async (tools) => {
  await started(tools);
  const ports = [...new Set(listens(relay.pid))].sort((x, y) => x - y);
  same(ports, [relay.port, relay.tlsPort].sort((x, y) => x - y), "open ports");
  const socket = net.connect({ host: "127.0.0.1", port: relay.port });
  tools.atEnd(() => socket.destroy());
  const bytes = await new Promise((done) => { socket.once("data", done); socket.write(Buffer.from("000300002112a442000000000000000000000000", "hex")); });
  check(!bytes.toString("latin1").toLowerCase().includes("coturn"), "its name and version");
});
