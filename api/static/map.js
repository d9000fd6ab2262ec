"use strict";
// Draws the land of an act among the zones; the list that follows says the same in words.
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("carte");
  if (!place || !window.L) return;
  const AROUND_M = 130;
  const PARCEL = { color: "#7d8d93", weight: 1, opacity: 0.8, fill: false, interactive: false };
  const BUILDING = { color: "#54636b", weight: 0.5, fillColor: "#54636b", fillOpacity: 0.75, interactive: false };
  const LAND = { color: "#17262d", weight: 4, fillColor: "#ffffff", fillOpacity: 0.25 };
  const OUTLINES = {
    "interdiction-stricte": ["#7d1128", 2.5, null],
    interdiction: ["#a12419", 2.5, null],
    prescription: ["#2a5aa8", 2, "7 4"],
    "hors-alea": ["#2a5aa8", 1.5, "2 4"],
    alea: ["#6b3fa0", 1.5, "5 3"],
    servitude: ["#8a2f7a", 2, "9 3 2 3"],
    constat: ["#17262d", 2.5, null],
    rivage: ["#0f6f8f", 2, "6 3"],
  };
  const styleOf = (family) => {
    const [color, weight, dashArray] = OUTLINES[family] || ["#54636b", 1.5, "3 3"];
    return { color, weight, dashArray, fillColor: `url(#motif-${family})`, fillOpacity: 1 };
  };
  const inWords = (text) => {
    const words = document.createElement("span");
    words.textContent = text;
    return words;
  };

  const map = L.map(place, { zoomSnap: 0.25, attributionControl: false, scrollWheelZoom: false, keyboard: true });
  L.control.scale({ imperial: false }).addTo(map);
  if (place.dataset.background === "ign") {
    L.control.attribution({ prefix: false }).addTo(map);
    L.tileLayer(
      "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=normal&FORMAT=image/png"
        + "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
      { maxZoom: 20, maxNativeZoom: 19, opacity: 0.7, attribution: "© IGN, Géoplateforme" },
    ).addTo(map);
  }

  const Taller = L.Control.extend({
    onAdd() {
      const button = L.DomUtil.create("button", "map-size leaflet-bar");
      button.type = "button";
      button.textContent = "Agrandir";
      L.DomEvent.disableClickPropagation(button).on(button, "click", () => {
        const tall = place.classList.toggle("map--tall");
        button.textContent = tall ? "Réduire" : "Agrandir";
        map.invalidateSize();
      });
      return button;
    },
  });
  new Taller({ position: "topright" }).addTo(map);

  const themes = new Map();
  const themeOf = (name) => {
    if (!themes.has(name)) themes.set(name, L.layerGroup());
    return themes.get(name);
  };
  const zone = (feature) => {
    const p = feature.properties;
    const drawn = L.geoJSON(feature, {
      style: styleOf(p.family),
      pointToLayer: (_, at) => L.circleMarker(at, { radius: 6, ...styleOf(p.family) }),
    });
    drawn.bindTooltip(inWords(p.words), { className: "zone-label", sticky: true });
    themeOf(p.theme).addLayer(drawn);
    if (p.name_at) {
      const name = L.tooltip({ permanent: true, direction: "center", className: "map-name", interactive: false });
      themeOf(p.theme).addLayer(name.setLatLng(p.name_at).setContent(inWords(p.label)));
    }
  };
  const show = (name, wanted) => {
    const group = themes.get(name);
    if (!group) return;
    if (wanted) group.addTo(map);
    else group.remove();
  };
  const bind = (first) => {
    const boxes = [...document.querySelectorAll("input[data-theme]")];
    boxes.forEach((box) => {
      box.addEventListener("change", () => { show(box.dataset.theme, box.checked); raise(); });
      show(box.dataset.theme, box.checked);
    });
    if (!boxes.length) show(first, true);
  };
  let over = [];
  const raise = () => over.forEach((layer) => layer.bringToFront());

  fetch(place.dataset.source, { headers: { Accept: "application/geo+json" } })
    .then((answer) => answer.json())
    .then((data) => {
      const of = (kind) => data.features.filter((feature) => feature.properties.kind === kind);
      const land = L.geoJSON(of("land"), { style: LAND });
      if (!land.getLayers().length) { place.textContent = "Terrain non localisé."; return; }
      land.bindTooltip((layer) => layer.feature.properties.label, { sticky: true });
      const middle = land.getBounds().getCenter();
      const half = Math.max(...["NorthEast", "SouthWest"].map((c) => middle.distanceTo(land.getBounds()[`get${c}`]())));
      map.fitBounds(middle.toBounds(2 * (half + AROUND_M)), { maxZoom: 19 });
      const parcels = L.geoJSON(of("parcel"), { style: PARCEL }).addTo(map);
      of("zone").forEach(zone);
      const buildings = L.geoJSON(of("building"), { style: BUILDING }).addTo(map);
      over = [parcels, buildings, land.addTo(map)];
      bind(data.shown_first);
      raise();
    })
    .catch(() => { place.textContent = "La carte n'a pas pu être dessinée : voir la liste des zones."; });
});
