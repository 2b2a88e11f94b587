// Draws a chart above the table that holds its numbers; the table stays, and is all there is without a script.
"use strict";
(() => {
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--ls-red").trim() || "#a61b1b";
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const read = (holder) => [...holder.querySelectorAll("tbody tr")].map((row) => {
    const name = row.querySelector("th");
    const cell = row.querySelector("td");
    return { name: name.textContent.trim(), value: Number(cell.dataset.value), said: cell.textContent.trim(), link: name.querySelector("a") };
  });

  const axis = (names) => ({ type: "category", data: names, axisTick: { show: false } });
  const values = { type: "value", minInterval: 1, axisLabel: { show: false }, splitLine: { show: false } };

  const options = (sort, rows) => {
    const lying = sort === "places";
    const names = rows.map((row) => row.name);
    const series = {
      type: "bar", data: rows.map((row) => row.value), barMaxWidth: 28, itemStyle: { color: colour },
      label: { show: true, position: lying ? "right" : "top", formatter: (one) => rows[one.dataIndex].said },
    };
    return {
      animation: !still,
      grid: { left: 8, right: lying ? 60 : 8, top: 24, bottom: 8, containLabel: true },
      xAxis: lying ? values : { ...axis(names), axisLabel: { hideOverlap: true } },
      yAxis: lying ? { ...axis(names), inverse: true } : values,
      series: [series],
    };
  };

  const draw = (holder) => {
    const rows = read(holder);
    if (rows.length < 2) return;
    const sort = holder.dataset.chart;
    const place = document.createElement("div");
    place.setAttribute("aria-hidden", "true"); // the table says the same
    place.style.height = sort === "places" ? `${Math.max(160, 34 * rows.length)}px` : "220px";
    holder.prepend(place);
    const chart = echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(options(sort, rows));
    chart.on("click", (one) => rows[one.dataIndex].link?.click());
    window.addEventListener("resize", () => chart.resize());
    const table = holder.querySelector("table");
    const folded = document.createElement("details");
    const summary = document.createElement("summary");
    summary.textContent = table.caption.textContent;
    table.replaceWith(folded);
    folded.append(summary, table);
    const save = document.createElement("button");
    save.type = "button";
    save.className = "btn btn-sm btn-link";
    save.textContent = holder.dataset.save;
    save.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#fff" });
      link.download = `${holder.dataset.title}.png`;
      link.click();
    });
    holder.append(save);
  };

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
