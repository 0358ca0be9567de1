// SPDX-License-Identifier: Apache-2.0
// A real anju-platform on a free port with the demo household, in a folder of its own.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

// However the tests end: no child and no folder stays behind.
const running = new Set();
const folders = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

export function temporary() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "anju-browser-"));
  folders.add(folder);
  return folder;
}

export function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, "127.0.0.1", () => { const { port } = server.address(); server.close(() => resolve(port)); });
  });
}

export async function readyFile(file, child, words) {
  const end = Date.now() + 30000;
  while (!fs.existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${words()}`);
    if (Date.now() > end) throw new Error(`not ready within 30 s: ${words()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

// A child whose last words are kept; stop() ends it by its id and waits.
export function started(program, options) {
  const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const pipe of [child.stdout, child.stderr]) pipe.on("data", (bytes) => { said = (said + bytes).slice(-4000); });
  running.add(child);
  const ended = new Promise((resolve) => child.on("exit", () => { running.delete(child); resolve(); }));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10000);
    await ended;
    clearTimeout(late);
  };
  return { child, stop, words: () => said };
}

// The demo's pictures: those of the build, else drawn now.
function pictures(bin, folder) {
  const built = path.join(bin, "..", "art");
  if (fs.existsSync(path.join(built, "portrait-elder.png"))) return built;
  const own = path.join(folder, "art");
  if (fs.existsSync(own)) return own;
  fs.mkdirSync(own);
  for (const file of fs.readdirSync(path.join(root, "art"))) {
    if (file.endsWith(".svg")) execFileSync("rsvg-convert", ["-w", "480", path.join(root, "art", file), "-o", path.join(own, file.replace(/svg$/, "png"))]);
  }
  return own;
}

export async function startPlatform(bin, { frameAncestor = "", now = "", port = 0, folder = temporary(), options: more = [] } = {}) {
  const ready = path.join(folder, "platform.json");
  const art = pictures(bin, folder);
  const options = ["--listen", `127.0.0.1:${port}`, "--database", `sqlite:${path.join(folder, "anju.db")}`,
    "--web", process.env.ANJU_WEB ?? path.join(root, "platform/web"), "--demo", folder, "--art", art, "--ready", ready, ...more];
  if (frameAncestor) options.push("--frame-ancestor", frameAncestor);
  if (now) options.push("--now", now);
  const program = started(path.join(bin, "anju-platform"), options);
  const { url, port: taken } = await readyFile(ready, program.child, program.words);
  const demo = JSON.parse(fs.readFileSync(path.join(folder, "demo.json"), "utf8"));
  return {
    url, port: taken, folder, art, demo,
    link: (name = "小芳") => `${url}/family#${demo.family.find((one) => one.name === name).token}`,
    technician: demo.logins.find((one) => one.role === "technician"),
    manager: demo.logins.find((one) => one.role === "manager"),
    administrator: demo.logins.find((one) => one.role === "administrator"),
    stop: program.stop,
    // The same data behind the same port, as after a crash.
    again: () => startPlatform(bin, { frameAncestor, now, port: taken, folder, options: more }),
    forget: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
