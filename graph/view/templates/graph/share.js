"use strict";
/* What leaves the page: addresses, and files of the current view. */
function createShare(graph) {
  /* "#node=document/124-nq-cp/2020&view=chain": blanks and signs escaped, slashes readable. */
  function address({ node, view, steps, lang, table, filters = [] }) {
    const parts = [
      ["node", node === null || node === undefined ? "" : graph.node(node).iri], ["view", view], ["steps", steps], ["table", table], ["lang", lang], ...filters,
    ].filter(([, value]) => value !== undefined && value !== null && value !== "");
    return `#${parts.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",")}`).join("&")}`;
  }

  const asked = () => new URLSearchParams(location.hash.slice(1));

  function save(name, blob) {
    const link = element("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const text = (svg) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`;

  /* A picture twice as fine as the screen, on white. */
  async function png(svg) {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const scale = Math.min(2 * (Number(svg.getAttribute("data-pixels")) || width) / width, 12000 / Math.max(width, height));
    const sized = svg.cloneNode(true);
    sized.setAttribute("width", Math.round(width * scale));
    sized.setAttribute("height", Math.round(height * scale));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(sized))}`;
    await image.decode();
    const canvas = element("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    const context = canvas.getContext("2d");
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  }

  return { address, asked, save, text, png };
}
