/* Runs before the page is drawn: takes up the reader's choice of a light or dark page, so that nothing flashes. */
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const chosen = localStorage.getItem('theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden, for example to files; the system's preference holds then.
  }
})();
// The text shows once its fonts, which are in the page, can be drawn: words then stay where they are first seen. All of them
// are made ready before the first layout, or each would have the text laid out anew where it is first used.
(() => {
  const { classList } = document.documentElement;
  const show = () => classList.remove('loading');
  const ready = () => Promise.all([...document.fonts].map((face) => face.load()));
  const drawable = new Promise((done) => requestAnimationFrame(() => done(ready())));
  classList.add('loading');
  addEventListener('DOMContentLoaded', () => {
    drawable.then(show, show);
    setTimeout(show, 1500);
  });
})();
