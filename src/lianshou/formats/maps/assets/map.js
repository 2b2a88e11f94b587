/* Makes every [data-map] on a page zoom, choose and answer to the keyboard. The page stands without it.
   Works on what drawing.py and fragment.html write; keeps nothing, sends nothing. */
(() => {
  "use strict";

  const { clamp, meets, nearestAhead, niceLength, spread } = window.lianshouGeometry; // geometry.js, which comes first
  const NS = "http://www.w3.org/2000/svg";
  const STEP = 1.5;
  const CLOSEST = 60;
  const APART = 11; // as in projecting.py
  const NEAR = 160; // as in drawing.py
  const DRAG = 4; // pixels of movement that make a click a drag
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const element = (name, attributes = {}, text = "") => {
    const made = document.createElementNS(NS, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text;
    return made;
  };

  class PairMap {
    constructor(root) {
      this.root = root;
      this.svg = root.querySelector("[data-map-svg]");
      this.view = this.svg.querySelector("[data-view]");
      this.points = [...this.svg.querySelectorAll("[data-id]")];
      this.links = [...this.svg.querySelectorAll(".map__link")];
      this.scene = [...this.points, ...this.svg.querySelectorAll(".map__place")];
      this.byId = new Map(this.points.map((point) => [point.dataset.id, point]));
      this.rows = [...document.querySelectorAll("tr[data-a]")];
      this.filter = root.querySelector("[data-filter]");
      [this.width, this.height] = this.svg.getAttribute("viewBox").split(" ").slice(2).map(Number);
      this.zoom = 1;
      this.x = this.y = 0;
      this.chosen = "";
      this.tip = this.svg.appendChild(element("g", { class: "map__tip", "aria-hidden": "true" }));
      this.makeReachable();
      this.listen();
      root.querySelectorAll("[data-tools], [data-hint]").forEach((part) => { part.hidden = false; });
      this.svg.dataset.on = "";
      this.draw();
    }

    // -- drawing ------------------------------------------------------------------------------------------------

    /* How much larger things are drawn so that they keep their size on a narrow screen. */
    get grown() {
      const shown = this.svg.getScreenCTM();
      return shown && shown.a ? clamp(1 / shown.a, 1, 3) : 1;
    }

    draw() {
      this.x = clamp(this.x, this.width * (1 - this.zoom), 0);
      this.y = clamp(this.y, this.height * (1 - this.zoom), 0);
      this.view.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.zoom})`);
      const scale = `${this.zoom} ${this.grown}`;
      if (scale !== this.scale) this.rescale(); // moving alone changes no distances
      this.scale = scale;
      this.svg.classList.toggle("map__svg--moved", this.zoom > 1);
      this.drawScale();
      this.drawLabels();
      this.hideTip();
    }

    rescale() {
      this.spreadPoints();
      this.scene.forEach((part) => {
        const [x, y] = this.places.get(part);
        part.setAttribute("transform", `translate(${x / this.zoom} ${y / this.zoom})`);
        part.querySelector(".map__shape").setAttribute("transform", `scale(${this.size(part) / this.zoom})`);
      });
      this.links.forEach((link) => {
        const ends = [link.dataset.a, link.dataset.b].map((id) => this.places.get(this.byId.get(id)));
        link.setAttribute("d", `M${ends.map((end) => end.map((value) => value / this.zoom).join(" ")).join("L")}`);
      });
    }

    /* Where everything stands at this zoom, points that would hide one another moved apart; as in projecting.py. */
    spreadPoints() {
      this.places = new Map(this.scene.map((part) => [part, this.truly(part)]));
      const hostsFirst = [...this.points].reverse(); // they are drawn last and keep their places
      const apart = hostsFirst.length ? APART * this.size(hostsFirst[0]) : APART;
      spread(hostsFirst.map((point) => this.truly(point)), apart)
        .forEach((place, index) => this.places.set(hostsFirst[index], place));
      this.svg.querySelectorAll(".map__place").forEach((place) => this.raise(place));
    }

    /* The name of a place stands above its points, unless one of them has strayed. */
    raise(place) {
      const group = this.points.filter((point) => point.dataset.group === place.dataset.name);
      if (!group.length) return;
      const spots = group.map((point) => this.places.get(point));
      const x = spots.reduce((sum, spot) => sum + spot[0], 0) / spots.length;
      const y = Math.min(...spots.map((spot) => spot[1]));
      const [trueX, trueY] = this.truly(place);
      const near = NEAR * Math.max(1, this.zoom);
      if (Math.abs(x - trueX) < near && Math.abs(y - trueY) < near) this.places.set(place, [x, y]);
    }

    truly(part) {
      return [Number(part.dataset.x) * this.zoom, Number(part.dataset.y) * this.zoom];
    }

    /* Markers grow less than letters: a crowd of them must still be told apart on a telephone. */
    size(part) {
      return part.dataset.id === undefined ? this.grown : Math.max(1, this.grown * 0.75);
    }

    drawScale() {
      const bar = this.svg.querySelector("[data-scale]");
      const perKm = Number(this.svg.dataset.perKm) * this.zoom;
      const km = niceLength(this.width / 5 / perKm * Math.sqrt(this.grown));
      const long = km * perKm / this.grown;
      bar.setAttribute("transform", `translate(16 ${this.height - 16}) scale(${this.grown})`);
      bar.querySelector("path").setAttribute("d", `M0-6V0H${long.toFixed(1)}V-6`);
      bar.querySelector("text").textContent = km >= 1 ? `${km} km` : `${Math.round(km * 1000)} m`;
      const north = this.svg.querySelector(".map__north");
      const [right, top] = [Number(north.getAttribute("x")), Number(north.getAttribute("y"))];
      north.setAttribute("transform", `translate(${right} ${top * this.grown}) scale(${this.grown}) translate(${-right} ${-top})`);
    }

    at(part) {
      const [x, y] = this.places.get(part);
      return [x + this.x, y + this.y];
    }

    /* Labels where there is room: names of places first, then the chosen, then hosts with most pairs. */
    drawLabels() {
      const taken = [];
      this.svg.querySelectorAll("[data-label=place]").forEach((label) => {
        const [x, y] = this.at(label.closest(".map__place"));
        const half = Number(label.dataset.w) / 2 * this.grown;
        const base = y + Number(label.getAttribute("y")) * this.grown;
        this.keep(label, "map__name--hidden", [x - half, base - 13 * this.grown, x + half, base + 4], taken);
      });
      this.points.forEach((point) => {
        const [x, y] = this.at(point);
        const reach = 6 * this.size(point);
        taken.push([x - reach, y - reach, x + reach, y + reach]);
      });
      const need = (label) => {
        const point = label.closest("[data-id]");
        return (point.classList.contains("map__point--near") ? 1000 : 0) + Number(point.dataset.load);
      };
      const labels = [...this.svg.querySelectorAll("[data-label=point]")];
      labels.sort((a, b) => need(b) - need(a)).forEach((label) => this.placeLabel(label, taken));
    }

    placeLabel(label, taken) {
      const point = label.closest("[data-id]");
      const [x, y] = this.at(point);
      const scale = this.size(point);
      const wide = Number(label.dataset.w);
      for (const [dx, dy] of [[9, 4], [-9 - wide, 4], [-wide / 2, -10], [-wide / 2, 19]]) {
        const box = [x + dx * scale, y + (dy - 11) * scale, x + (dx + wide) * scale, y + (dy + 2) * scale];
        label.setAttribute("x", dx);
        label.setAttribute("y", dy);
        if (this.keep(label, "map__label--hidden", box, taken)) return;
      }
    }

    keep(label, hidden, box, taken) {
      const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= this.width && box[3] <= this.height;
      const free = inside && !taken.some((other) => meets(box, other));
      label.classList.toggle(hidden, !free);
      if (free) taken.push(box);
      return free;
    }

    showTip(point) {
      const [x, y] = this.at(point);
      const text = element("text", { x: 8, y: 18 }, point.dataset.name);
      const box = element("rect", { height: 26, rx: 4 });
      this.tip.replaceChildren(box, text);
      const wide = text.getComputedTextLength() + 16;
      box.setAttribute("width", wide);
      const scale = Math.min(this.grown, this.width / (wide + 8));
      const left = clamp(x - wide * scale / 2, 2, Math.max(2, this.width - wide * scale - 2));
      const above = y - 40 * scale;
      this.tip.setAttribute("transform", `translate(${left} ${above < 2 ? y + 14 * scale : above}) scale(${scale})`);
    }

    hideTip() {
      this.tip.replaceChildren();
    }

    // -- moving -------------------------------------------------------------------------------------------------

    zoomBy(factor, centre = [this.width / 2, this.height / 2]) {
      const zoom = clamp(this.zoom * factor, 1, CLOSEST);
      this.x = centre[0] - (centre[0] - this.x) * zoom / this.zoom;
      this.y = centre[1] - (centre[1] - this.y) * zoom / this.zoom;
      this.zoom = zoom;
      this.draw();
    }

    moveBy(dx, dy) {
      this.x += dx;
      this.y += dy;
      this.draw();
    }

    doTool(name) {
      const [across, down] = [this.width / 4, this.height / 4];
      const tools = {
        zoom_in: () => this.zoomBy(STEP),
        zoom_out: () => this.zoomBy(1 / STEP),
        left: () => this.moveBy(across, 0),
        right: () => this.moveBy(-across, 0),
        up: () => this.moveBy(0, down),
        down: () => this.moveBy(0, -down),
        whole: () => { this.zoomBy(1 / CLOSEST); this.choose(""); },
      };
      tools[name]();
    }

    /* A pointer event in units of the drawing. */
    where(event) {
      const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      return [place.x, place.y];
    }

    // -- choosing -----------------------------------------------------------------------------------------------

    choose(id) {
      this.chosen = id;
      const near = new Set(id ? [id] : []);
      this.links.forEach((link) => {
        const { a, b } = link.dataset;
        const on = id !== "" && (a === id || b === id);
        link.classList.toggle("map__link--near", on);
        if (on) near.add(a).add(b);
      });
      this.points.forEach((point) => {
        point.classList.toggle("map__point--near", near.has(point.dataset.id));
        point.classList.toggle("map__point--chosen", point.dataset.id === id);
        point.setAttribute("aria-pressed", String(point.dataset.id === id));
      });
      this.svg.classList.toggle("map__svg--chosen", id !== "");
      const chosen = this.byId.get(id);
      if (this.filter) this.filter.value = chosen && chosen.dataset.kind === "host" ? id : "";
      this.filterRows(id);
      this.describe(chosen);
      this.drawLabels();
    }

    filterRows(id) {
      this.rows.forEach((row) => { row.hidden = id !== "" && row.dataset.a !== id && row.dataset.b !== id; });
      this.shown = this.rows.filter((row) => !row.hidden).length;
      document.querySelectorAll("[data-shown]").forEach((place) => { place.textContent = this.shown; });
    }

    describe(point) {
      const details = this.root.querySelector("[data-details]");
      if (!details) return;
      details.replaceChildren();
      if (!point) return;
      const add = (parent, name, text) => {
        const made = parent.appendChild(document.createElement(name));
        made.textContent = text;
        return made;
      };
      const [name, ...notes] = point.querySelector("title").textContent.split("\n");
      add(add(details, "p", ""), "strong", name);
      notes.forEach((note) => add(details, "p", note));
      const list = document.createElement("ul");
      this.links.filter((link) => link.classList.contains("map__link--near")).forEach((link) => {
        const other = this.byId.get(link.dataset.a === point.dataset.id ? link.dataset.b : link.dataset.a);
        const said = link.querySelector("title");
        add(list, "li", said ? `${other.dataset.name} — ${said.textContent}` : other.dataset.name);
      });
      if (list.children.length) details.append(list);
      if (this.rows.length) {
        add(details, "p", this.root.dataset.rows.replace("{shown}", this.shown).replace("{all}", this.rows.length));
      }
    }

    // -- keyboard and pointer -----------------------------------------------------------------------------------

    /* One stop for Tab; the arrow keys go from point to point. */
    makeReachable() {
      this.svg.setAttribute("role", "group");
      this.points.forEach((point) => {
        point.setAttribute("role", "button");
        point.setAttribute("tabindex", "-1");
        point.setAttribute("aria-pressed", "false");
        const [shown, said] = ["text", "title"].map((tag) => point.querySelector(tag)?.textContent.replaceAll("\n", "，") ?? "");
        point.setAttribute("aria-label", said.includes(shown) ? said : `${shown}，${said}`);
      });
      const first = this.points.find((point) => point.dataset.kind === "host") || this.points[0];
      if (first) first.setAttribute("tabindex", "0");
    }

    focus(point) {
      this.svg.querySelectorAll("[tabindex='0']").forEach((other) => other.setAttribute("tabindex", "-1"));
      point.setAttribute("tabindex", "0");
      point.focus({ preventScroll: true });
    }

    bringIntoView(point) {
      const [x, y] = this.at(point);
      if (x < 0 || y < 0 || x > this.width || y > this.height) this.moveBy(this.width / 2 - x, this.height / 2 - y);
    }

    /* Zoom to the chosen host and its guests. */
    showNear() {
      const near = this.points.filter((point) => point.classList.contains("map__point--near"));
      this.zoom = 1;
      if (near.length) {
        const [xs, ys] = ["x", "y"].map((axis) => near.map((point) => Number(point.dataset[axis])));
        const [wide, high] = [xs, ys].map((all) => Math.max(...all) - Math.min(...all) + 1);
        this.zoom = clamp(Math.min(this.width / wide, this.height / high) * 0.6, 1, 8);
        this.x = this.width / 2 - (Math.min(...xs) + wide / 2) * this.zoom;
        this.y = this.height / 2 - (Math.min(...ys) + high / 2) * this.zoom;
      }
      this.draw();
    }

    pressKey(event) {
      const point = event.target.closest("[data-id]");
      if (event.key === "Escape") {
        this.choose("");
        this.hideTip();
      } else if (point && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        this.choose(this.chosen === point.dataset.id ? "" : point.dataset.id);
      } else if (point && event.key in ARROWS) {
        event.preventDefault();
        const next = nearestAhead(this.points.map((one) => this.at(one)), this.at(point), ARROWS[event.key]);
        if (next !== -1) this.focus(this.points[next]);
      } else if (event.key === "+" || event.key === "-") {
        this.zoomBy(event.key === "+" ? STEP : 1 / STEP);
      }
    }

    listen() {
      this.svg.addEventListener("keydown", (event) => this.pressKey(event));
      ["pointerover", "focusin"].forEach((name) => this.svg.addEventListener(name, (event) => {
        const point = event.target.closest("[data-id]");
        if (!point || this.drag) return;
        if (name === "focusin") this.bringIntoView(point);
        this.showTip(point);
      }));
      ["pointerout", "focusout"].forEach((name) => this.svg.addEventListener(name, () => this.hideTip()));
      this.svg.addEventListener("wheel", (event) => {
        if (event.deltaY > 0 && this.zoom === 1) return; // let the page scroll on
        event.preventDefault();
        this.zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2, this.where(event));
      }, { passive: false });
      this.listenToDrags();
      this.root.querySelectorAll("[data-do]").forEach((button) => {
        button.addEventListener("click", () => this.doTool(button.dataset.do));
      });
      if (this.filter) this.filter.addEventListener("change", () => {
        this.choose(this.filter.value);
        this.showNear();
      });
      new ResizeObserver(() => this.draw()).observe(this.svg);
    }

    listenToDrags() {
      this.svg.addEventListener("pointerdown", (event) => {
        if (event.isPrimary) this.start = { at: this.where(event), x: event.clientX, y: event.clientY };
        this.dragged = false;
      });
      this.svg.addEventListener("pointermove", (event) => {
        if (!this.start || this.zoom === 1) return;
        if (!this.drag && Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) < DRAG) return;
        if (!this.drag) this.svg.setPointerCapture(event.pointerId);
        this.drag = this.dragged = true;
        const [x, y] = this.where(event);
        this.svg.classList.add("map__svg--dragged");
        this.moveBy(x - this.start.at[0], y - this.start.at[1]);
        this.start.at = [x, y];
      });
      ["pointerup", "pointercancel"].forEach((name) => this.svg.addEventListener(name, () => {
        this.start = null;
        this.drag = false;
        this.svg.classList.remove("map__svg--dragged");
      }));
      this.svg.addEventListener("click", (event) => {
        if (this.dragged) return;
        const point = event.target.closest("[data-id]");
        this.choose(point && point.dataset.id !== this.chosen ? point.dataset.id : "");
        if (point) this.focus(point);
      });
    }
  }

  const start = () => document.querySelectorAll("[data-map]").forEach((root) => {
    if (root.dataset.ready !== undefined || !root.querySelector("[data-map-svg]")) return;
    root.dataset.ready = "";
    root.pairMap = new PairMap(root);
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  document.addEventListener("htmx:afterSwap", start);
})();
