// SPDX-License-Identifier: Apache-2.0
// Who may come in: a personal or a guest link behind the #, six digits, or the cookie of an earlier time.
import { Problem, ask } from "/shared/api.js";
import { knock } from "/shared/knock.js";

const kEntered = "anju-entered";

// The family's page sent her: on a phone that opened a guest's link, too, she is that relative.
export const sentAs = new URLSearchParams(location.search).get("as") === "family" ? "?as=family" : "";

// A mark of the link, never the link: a guest's opens are counted, a reload is none.
async function mark(link) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(link));
  return Array.from(new Uint8Array(digest).slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const homeAddress = `/v1/visitor/home${sentAs}`;

export async function enter({ link = "", code = "", name = "" }, tries = 1) {
  const home = await knock("/v1/visitor/session", { link, code, name }, tries);
  try { localStorage.setItem(kEntered, await mark(link || code)); } catch { /* one open more next time */ }
  return home;
}

// This very link, or these digits, gave the cookie.
export async function enteredBy(secret) {
  try { return localStorage.getItem(kEntered) === (await mark(secret)); } catch { return false; }
}

// By the cookie when this very link gave it, else by the link.
export async function entered(link, name) {
  if (!link || (await enteredBy(link))) {
    try {
      return await ask("GET", homeAddress);
    } catch (error) {
      if (!link || !(error instanceof Problem) || error.passing) throw error;
    }
  }
  return enter({ link, name });
}
