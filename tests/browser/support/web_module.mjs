// SPDX-License-Identifier: Apache-2.0
// A module of the pages, here: by its text, for a .js file is no module to Node 18. What it imports comes along the same way.
import { readFileSync } from "node:fs";

function addressOf(path) {
  const text = readFileSync(new URL(`../../../platform/web/${path}`, import.meta.url), "utf8");
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(text.replace(/ from "\/([^"]+)"/g, (_, other) => ` from "${addressOf(other)}"`))}`;
}

export const webModule = (path) => import(addressOf(path));
