/** What sharing needs a script for: the device's own sheet (where Zalo is), the clipboard, the printer. */

/** `{title, url}` is what is shared from the links in `root`. */
export function wireShare(root, { title, url }, { t }) {
  root.querySelector(".share").dataset.wired = "";
  const status = root.querySelector("[data-share-status]");
  root.querySelector("[data-share]").onclick = (event) => {
    // Without the sheet the link leads to Zalo's own page.
    if (!navigator.share) return;
    event.preventDefault();
    navigator.share({ title, url }).catch(() => {});
  };
  root.querySelector("[data-copy]").onclick = async () => {
    status.textContent = await copied(url) ? t("share.copied") : t("share.by_hand", { url });
  };
  root.querySelector("[data-print]").onclick = () => window.print();
}

/** In-app browsers often refuse: then the reader is shown what to copy. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
