/* Runs before the page is drawn: takes up the reader's choice of a light or dark page, so that nothing flashes. */
(() => {
  'use strict';
  document.documentElement.classList.add('js');
  try {
    const chosen = localStorage.getItem('theme');
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden, for example to files; the system's preference holds then.
  }
})();
