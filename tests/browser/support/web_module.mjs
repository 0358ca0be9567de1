// SPDX-License-Identifier: Apache-2.0
// A module of the pages, here: by its text, for a .js file is no module to Node 18. It must import nothing itself.
import { readFileSync } from "node:fs";

export const webModule = (path) =>
  import(`data:text/javascript;charset=utf-8,${encodeURIComponent(readFileSync(new URL(`../../../platform/web/${path}`, import.meta.url), "utf8"))}`);
