/* The arithmetic of map.js, as in projecting.py: lengths in units of the drawing, places as [x, y]. */
window.lianshouGeometry = (() => {
  "use strict";

  const GOLDEN = Math.PI * (3 - Math.sqrt(5));
  const NEXT_DOOR = [-1, 0, 1];

  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /* Whether two boxes [left, top, right, bottom] share room. */
  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /* The largest of 1, 2, 5 × 10ⁿ not above `most`. */
  const niceLength = (most) => {
    const power = 10 ** Math.floor(Math.log10(most));
    return [5, 2, 1].find((step) => step * power <= most) * power;
  };

  /* The index of the place nearest to [x, y] in a direction, or -1; sideways distance counts double. */
  const nearestAhead = (places, [x, y], [dx, dy]) => {
    const costs = places.map(([ox, oy]) => {
      const ahead = (ox - x) * dx + (oy - y) * dy;
      return ahead > 0 ? ahead + 2 * (Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx)) : Infinity;
    });
    const least = Math.min(...costs);
    return least === Infinity ? -1 : costs.indexOf(least);
  };

  /* `places` with those closer than `apart` moved out along a spiral, in order. */
  const spread = (places, apart) => {
    const taken = new Map();
    const cell = ([x, y]) => [Math.floor(x / apart), Math.floor(y / apart)];
    const isFree = (spot) => {
      const [column, row] = cell(spot);
      return NEXT_DOOR.every((i) => NEXT_DOOR.every((j) => (taken.get(`${column + i} ${row + j}`) || [])
        .every(([x, y]) => Math.hypot(spot[0] - x, spot[1] - y) >= apart)));
    };
    return places.map(([x, y]) => {
      let spot = [x, y];
      for (let step = 0; step < 2000 && !isFree(spot); step += 1) {
        const away = apart * 0.55 * Math.sqrt(step);
        spot = [x + away * Math.cos(step * GOLDEN), y + away * Math.sin(step * GOLDEN)];
      }
      const key = cell(spot).join(" ");
      taken.set(key, [...(taken.get(key) || []), spot]);
      return spot;
    });
  };

  return { clamp, meets, nearestAhead, niceLength, spread };
})();
