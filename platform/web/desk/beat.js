// SPDX-License-Identifier: Apache-2.0
// A worker that does nothing but tick: in a page that is behind another window a browser lets timers come once a minute,
// and the seat would be gone.
setInterval(() => postMessage(0), 250);
