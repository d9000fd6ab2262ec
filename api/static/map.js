"use strict";
// Draws the land of an act and the zones about it; the table that follows says the same in words.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("carte");
  if (!place || !window.L) return;
  const map = L.map(place, { attributionControl: false, scrollWheelZoom: false, keyboard: true });
  L.control.scale({ imperial: false }).addTo(map);
  const styles = {
    interdiction: { color: "#a12419", weight: 2, fillColor: "#a12419", fillOpacity: 0.28 },
    prescription: { color: "#2a5aa8", weight: 2, dashArray: "7 4", fillColor: "#2a5aa8", fillOpacity: 0.2 },
    other: { color: "#54636b", weight: 1.5, dashArray: "2 4", fillColor: "#54636b", fillOpacity: 0.1 },
    land: { color: "#17262d", weight: 4, fillColor: "#ffffff", fillOpacity: 0.35 },
  };
  const family = (properties) => {
    if (properties.kind === "land") return "land";
    const regime = properties.regime || "";
    if (regime.includes("interdiction")) return "interdiction";
    return regime.startsWith("prescription") ? "prescription" : "other";
  };
  fetch(place.dataset.source, { headers: { Accept: "application/geo+json" } })
    .then((answer) => answer.json())
    .then((data) => {
      let land = null;
      const drawn = L.geoJSON(data, {
        style: (feature) => styles[family(feature.properties)],
        onEachFeature: (feature, layer) => {
          const p = feature.properties;
          if (p.kind === "land") land = layer;
          const words = document.createElement("span");
          words.textContent = p.regime_label ? `${p.label} (${p.regime_label})` : p.label;
          layer.bindTooltip(words, { className: "zone-label", sticky: true });
        },
      }).addTo(map);
      if (land) map.fitBounds(land.getBounds().pad(1.2), { maxZoom: 18 });
      else if (data.features.length) map.fitBounds(drawn.getBounds());
    })
    .catch(() => { place.textContent = "La carte n'a pas pu être dessinée : voir le tableau des zones."; });
});
