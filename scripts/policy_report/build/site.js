// Shows a served page anew when it was made anew, at the place being read, and says what keeps it from being made.
((version) => {
  const key = "place " + location.pathname;
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  sessionStorage.removeItem(key);
  if (kept) {
    history.scrollRestoration = "manual";
    addEventListener("load", () => {
      const mark = kept.id && document.getElementById(kept.id);
      scrollTo({ top: mark ? mark.getBoundingClientRect().top + scrollY - kept.from : kept.y, behavior: "instant" });
    });
  }
  const place = () => {
    // The last thing with a name that begins above the middle of what is seen: what is edited lies below it as a rule.
    const above = [...document.querySelectorAll("[id]")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.height && box.top < innerHeight / 2;
    });
    const last = above.at(-1);
    return { id: last && last.id, from: last && last.getBoundingClientRect().top, y: scrollY };
  };
  const show = (fault) => {
    document.getElementById("watch-fault")?.remove();
    if (!fault) return;
    const box = document.createElement("pre");
    box.id = "watch-fault";
    box.setAttribute("role", "alert");
    box.textContent = fault;
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:99999;max-height:50vh;overflow:auto;margin:0;padding:1em;" +
      "background:#7a0c0c;color:#fff;font:14px/1.4 monospace;white-space:pre-wrap";
    document.body.append(box);
  };
  new EventSource("/events").onmessage = (event) => {
    const news = JSON.parse(event.data);
    if (news.version !== version) {
      sessionStorage.setItem(key, JSON.stringify(place()));
      location.reload();
    } else show(news.fault);
  };
})
