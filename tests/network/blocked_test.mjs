// SPDX-License-Identifier: Apache-2.0
// UDP blocked on both sides, as in some hotels and offices: a visit goes through the relay by TCP. Three machines: the TV, the
// phone, the relay between them; the two have no other way to each other.

import { check, skipped, test, until } from "../browser/support/suite.mjs";
import path from "node:path";
import { Call } from "./call.mjs";
import { Namespace, noNamespaces } from "./lab.mjs";
import { startMint, startRelay } from "./relay.mjs";

const kRelay = "192.0.43.8";

async function hotel(tools, urls) {
  const [tv, phone, middle] = await Promise.all([0, 1, 2].map(() => Namespace.make(tools.atEnd)));
  tv.cable(middle, "192.0.45.2/24", "192.0.45.1/24");
  phone.cable(middle, "192.0.44.2/24", "192.0.44.1/24");
  middle.run("ip", "address", "add", `${kRelay}/32`, "dev", "lo");
  tv.run("ip", "route", "add", `${kRelay}/32`, "via", "192.0.45.1");
  phone.run("ip", "route", "add", `${kRelay}/32`, "via", "192.0.44.1");
  middle.blockUdp();
  const relay = await startRelay({ address: kRelay, port: 3478, tlsPort: 5349, inside: middle.inside });
  tools.atEnd(() => relay.stop());
  const mint = await startMint(tools.bin, relay, urls);
  tools.atEnd(() => mint.stop());
  const call = await Call.start({ driver: [...tv.inside, path.join(tools.bin, "media_driver")], browser: phone.wrapper("/usr/bin/chromium"), ice: await mint.ice(), atEnd: tools.atEnd });
  return { middle, call };
}

const pairOf = ({ pair, ice }) => ice[pair] && { ...ice[ice[pair].localCandidateId], bytes: ice[pair].bytesReceived };

async function goes(tools, urls) {
  const why = noNamespaces();
  if (why) return skipped(why);
  const { middle, call } = await hotel(tools, urls);
  const began = performance.now();
  await call.connected();
  const up = performance.now() - began;
  await call.both(30);
  const first = performance.now() - began;
  const [a, from] = [await call.figures(), await call.page.evaluate(() => times.length)];
  await new Promise((done) => setTimeout(done, 3000));
  const [b, to, stats] = [await call.figures(), await call.page.evaluate(() => times.length), await call.stats()];
  const local = pairOf(stats);
  const seconds = (b.at - a.at) / 1000;
  console.log(`# connected after ${Math.round(up)} ms, 30 pictures both ways after ${Math.round(first)} ms; TV ${((b.pictures - a.pictures) / seconds).toFixed(1)} fps, ` +
    `phone ${((to - from) / seconds).toFixed(1)} fps; ${local.candidateType} by ${local.relayProtocol}; UDP packets dropped ${middle.dropped()}`);
  check(local.candidateType === "relay" && ["tcp", "tls"].includes(local.relayProtocol), `the phone's way is ${JSON.stringify(local)}`);
  check(middle.dropped() > 0, "nobody even tried UDP: is it blocked?");
  check(b.pictures - a.pictures > 20 && to - from > 20, "pictures on both sides");
  check(stats["inbound-rtpaudio"]?.packetsReceived > 100, "sound on the phone");
  await until(async () => (await call.figures()).sounds > 50, "sound on the TV");
  return null;
}

test("UDP blocked: a visit goes by TCP through the relay", (tools) =>
  goes(tools, [`turn:${kRelay}:3478`, `turn:${kRelay}:3478?transport=tcp`]));

test("UDP blocked: and through its TLS port, where nothing else is open", (tools) =>
  goes(tools, [`turns:${kRelay}:5349?transport=tcp`]));
