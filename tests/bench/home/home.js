// SPDX-License-Identifier: Apache-2.0
const next = {
  card: {ArrowRight: 'messages', ArrowUp: 'settings'},
  messages: {ArrowLeft: 'card', ArrowUp: 'settings'},
  settings: {ArrowDown: 'messages', ArrowLeft: 'card'},
};
let focus = 'card';
const show = (id) => {
  document.getElementById(focus).classList.remove('on');
  focus = id;
  document.getElementById(focus).classList.add('on');
};
show(focus);
addEventListener('keydown', (event) => {
  const id = next[focus][event.key];
  if (id) show(id);
});
