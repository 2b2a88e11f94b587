// A click on the map fills in longitude and latitude; typing them works as well and moves the mark.
"use strict";
document.querySelectorAll("[data-pick]").forEach((root) => {
  const svg = root.querySelector("svg");
  const said = root.querySelector("[data-pick-said]");
  const fields = { lon: document.getElementById("id_longitude"), lat: document.getElementById("id_latitude") };
  const { width, height, lon0, lat0, perLon, perLat } = Object.fromEntries(
    Object.entries(root.dataset).map(([key, value]) => [key, Number(value)]),
  );
  const mark = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  mark.setAttribute("class", "ls-pin");
  mark.setAttribute("d", "M0 0C-9-12-11-16-11-21a11 11 0 0 1 22 0C11-16 9-12 0 0Z");

  const show = () => {
    const [lon, lat] = [fields.lon.value, fields.lat.value].map((text) => (text.trim() ? Number(text) : NaN));
    const known = Number.isFinite(lon) && Number.isFinite(lat);
    mark.style.display = known ? "" : "none";
    if (known) mark.setAttribute("transform", `translate(${width / 2 + (lon - lon0) * perLon} ${height / 2 - (lat - lat0) * perLat})`);
  };

  svg.addEventListener("click", (event) => {
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    fields.lon.value = (lon0 + (spot.x - width / 2) / perLon).toFixed(6);
    fields.lat.value = (lat0 - (spot.y - height / 2) / perLat).toFixed(6);
    said.textContent = `${fields.lon.value}, ${fields.lat.value}`;
    show();
  });
  Object.values(fields).forEach((field) => field.addEventListener("input", show));
  show();
});
