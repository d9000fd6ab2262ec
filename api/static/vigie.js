"use strict";
// Says aloud what htmx has just changed.
document.addEventListener("htmx:afterSwap", () => {
  const file = document.getElementById("file");
  const said = document.getElementById("annonces");
  if (file && said) said.textContent = file.dataset.annonce || "";
});

// A link to a rule inside a closed list opens the list first.
function reveal() {
  const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const list = wanted && wanted.closest("details");
  if (list && !list.open) {
    list.open = true;
    wanted.scrollIntoView();
  }
}
window.addEventListener("hashchange", reveal);
document.addEventListener("DOMContentLoaded", reveal);
