// Answers for the app's own files out of the page: one that is opened from a disk may fetch nothing.
const FOLDER = new URL("./", document.baseURI).href;

/** The file of an address, or null. */
function packed(address) {
  const { href, hash } = new URL(address, document.baseURI);
  const name = href.slice(FOLDER.length, href.length - hash.length);
  for (const block of document.querySelectorAll("script[data-file]")) {
    if (href.startsWith(FOLDER) && block.dataset.file === name) {
      const bytes = Uint8Array.from(atob(block.text), (character) => character.charCodeAt(0));
      return new Blob([bytes], { type: block.dataset.type });
    }
  }
  return null;
}

globalThis.fetch = async (address) => {
  const file = packed(address);
  if (!file) return new Response("", { status: 404 });
  return new Response(await file.arrayBuffer(), { headers: { "content-type": file.type } });
};

// A link to a file hands it out.
addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  const file = link && packed(link.href);
  if (!file) return;
  event.preventDefault();
  const copy = document.createElement("a");
  copy.href = URL.createObjectURL(file);
  copy.download = link.download || link.pathname.split("/").pop();
  copy.click();
  URL.revokeObjectURL(copy.href);
});
