"use strict";
// Says aloud what htmx has just changed.
document.addEventListener("htmx:afterSwap", () => {
  const file = document.getElementById("file");
  const said = document.getElementById("annonces");
  if (file && said) said.textContent = file.dataset.annonce || "";
});
