"use strict";
/* What goes on to the right or below fades there until it is pushed to its end: `goesOn` watches each of these parts. */
function goesOn(parts) {
  const look = (part) => {
    part.classList.toggle("on", part.scrollWidth - part.clientWidth - part.scrollLeft > 8);
    part.classList.toggle("down", part.scrollHeight - part.clientHeight - part.scrollTop > 8);
  };
  const watched = new ResizeObserver((changes) => { for (const { target } of changes) if (target.isConnected) look(target.closest("[data-goes-on]")); });
  for (const part of parts) {
    part.dataset.goesOn = "";
    part.addEventListener("scroll", () => look(part), { passive: true });
    const held = () => { for (const inner of [part, ...part.children]) watched.observe(inner); };
    new MutationObserver(held).observe(part, { childList: true });
    held();
  }
}
