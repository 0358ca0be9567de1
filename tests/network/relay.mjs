// SPDX-License-Identifier: Apache-2.0
// A real coturn with the configuration that is shipped, and a platform that mints for it.
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pairedBox } from "../browser/support/box.mjs";
import { freePort, root, started, startPlatform, temporary } from "../browser/support/platform.mjs";

const answers = (inside, host, port) => {
  const [program, ...words] = [...inside, "bash", "-c", `exec 3<>/dev/tcp/${host}/${port}`];
  return spawnSync(program, words).status === 0;
};

// address: as ./make takes it. changes: options of turnserver that stand above the file, each named by the test that needs it.
// inside: words before the program, where it runs in a namespace.
export async function startRelay({ address, port, tlsPort, changes = [], inside = [], folder = temporary() }) {
  const at = (name) => path.join(folder, name);
  const secret = randomBytes(32).toString("hex");
  fs.writeFileSync(at("secret"), `${secret}\n`, { mode: 0o600 });
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=turn.test", "-days", "2",
    "-keyout", at("key.pem"), "-out", at("cert.pem")], { stdio: "ignore" });
  const text = execFileSync(path.join(root, "packaging/turn/make"), ["turn.test", address, at("secret"), at("cert.pem"), at("key.pem")]);
  fs.writeFileSync(at("turnserver.conf"), text, { mode: 0o600 });
  const [program, ...words] = [...inside, "turnserver", "-c", at("turnserver.conf"), "--pidfile", at("pid"), "--log-file", "stdout",
    "--listening-port", String(port), "--tls-listening-port", String(tlsPort), ...changes];
  const running = started(program, words);
  const end = Date.now() + 15000;
  while (!answers(inside, "127.0.0.1", port) || !answers(inside, "127.0.0.1", tlsPort)) {
    if (running.child.exitCode !== null || Date.now() > end) throw new Error(`no relay: ${running.words()}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return { secret, secretFile: at("secret"), port, tlsPort, text: text.toString(), pid: running.child.pid, words: running.words, stop: running.stop };
}

export const freePorts = async () => ({ port: await freePort(), tlsPort: await freePort() });

// A platform that names the relay; tickets() → what one new visit gets.
export async function startMint(bin, relay, urls) {
  const platform = await startPlatform(bin, { options: [...urls.flatMap((url) => ["--turn", url]), "--turn-secret", relay.secretFile] });
  const box = await pairedBox(platform);
  const { household } = await box.snapshot();
  const { id: member } = household.members.find((one) => one.name === "小芳");
  await box.ask("POST", "/v1/tv/certificate", { fingerprint: `sha-256 ${Array(32).fill("AB").join(":")}` });
  const ice = async () => {
    const id = Array.from(randomBytes(26), (byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte & 31]).join("");
    const ticket = await box.ask("POST", "/v1/tv/visits", { id, member });
    await box.ask("POST", `/v1/tv/visits/${id}/end`, { end: "missed" });
    return ticket.ice;
  };
  return { ice, stop: async () => { await platform.stop(); platform.forget(); } };
}
