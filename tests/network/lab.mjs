// SPDX-License-Identifier: Apache-2.0
// Network namespaces that end with the test: each lives as long as the process that holds it.
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { started, temporary } from "../browser/support/platform.mjs";

// Why there are none here (they need root), or nothing.
export function noNamespaces() {
  const tried = spawnSync("unshare", ["--net", "sh", "-c", "ip link set lo up && ip link add v0 type veth peer name v1"], { encoding: "utf8" });
  return tried.status === 0 ? "" : `no network namespaces here: ${(tried.stderr || String(tried.error ?? "")).trim()}`;
}

export class Namespace {
  static async make(atEnd) {
    const holder = started("unshare", ["--net", "sleep", "1000"]);
    atEnd(() => holder.stop());
    const own = fs.readlinkSync("/proc/self/ns/net");
    const end = Date.now() + 5000;
    while (fs.readlinkSync(`/proc/${holder.child.pid}/ns/net`) === own) {
      if (Date.now() > end) throw new Error("no namespace came");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const made = new Namespace(holder.child.pid);
    made.run("ip", "link", "set", "lo", "up");
    return made;
  }

  constructor(pid) {
    this.pid = pid;
    this.inside = ["nsenter", "-t", String(pid), "-n"];
  }

  run(...words) {
    return execFileSync(this.inside[0], [...this.inside.slice(1), ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  }

  // A cable to another one; addresses with their length.
  cable(other, mine, theirs) {
    const name = `v${other.pid}`;
    this.run("ip", "link", "add", name, "type", "veth", "peer", "name", `v${this.pid}`, "netns", String(other.pid));
    for (const [side, link, address] of [[this, name, mine], [other, `v${this.pid}`, theirs]]) {
      side.run("ip", "address", "add", address, "dev", link);
      side.run("ip", "link", "set", link, "up");
    }
    return name;
  }

  // As the router of a hotel or an office: UDP that comes in here is gone, and nobody is told. dropped() counts it.
  blockUdp() {
    this.run("nft", "add table inet test; add chain inet test in { type filter hook prerouting priority 0; }; add rule inet test in iifname != lo meta l4proto udp counter drop");
  }
  dropped() {
    return Number(this.run("nft", "list", "table", "inet", "test").match(/counter packets (\d+)/)[1]);
  }

  // A program that starts another one in here: what a browser driver can be given.
  wrapper(program) {
    const file = path.join(temporary(), path.basename(program));
    fs.writeFileSync(file, `#!/bin/sh\nexec ${this.inside.join(" ")} ${program} "$@"\n`, { mode: 0o755 });
    return file;
  }
}
