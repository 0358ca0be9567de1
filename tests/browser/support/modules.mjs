// SPDX-License-Identifier: Apache-2.0
// The npm packages, from $ANJU_NODE_MODULES or from beside the tests.
import { createRequire } from "node:module";
import path from "node:path";

const folder = process.env.ANJU_NODE_MODULES;
const require = createRequire(folder ? path.join(path.resolve(folder), "here.js") : import.meta.url);

export const { chromium } = require("playwright-core");
export const axeSource = () => require("axe-core").source;
export const puppeteer = () => import(require.resolve("puppeteer-core"));
