/** Reads a page aloud, one paragraph after the other, by the voices of the device. */
const PARAGRAPHS = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption";
const OTHERS = "nav, form, .share, .rating, .breadcrumb, .article__facts, .on-screen, [role=status]";
/** A browser gives up on what takes longer to say. */
const MOST = 200;
const VOICES_MS = 1_500;
let stop = null;
let isBeginning = false;

/** Begin to read `root`, or stop; `button` says which of the two comes next. */
export async function toggle(root, button, { tell, language }, { t }) {
  if (stop) return stop();
  // Whoever presses again while voices are looked for hears each word once.
  if (isBeginning) return;
  isBeginning = true;
  const voice = await voiceOf(language);
  isBeginning = false;
  if (!voice) return tell(t("listen.none"));
  tell("");
  button.textContent = t("listen.stop");
  addEventListener("pagehide", halt);
  stop = halt;
  const left = parts(root);
  let spoken = null;
  next();

  function next() {
    const part = left.shift();
    mark(part?.element ?? null);
    if (!part) return halt();
    const utterance = Object.assign(new SpeechSynthesisUtterance(part.words), { voice, lang: voice.lang });
    utterance.onend = () => stop === halt && next();
    utterance.onerror = () => stop === halt && halt();
    speechSynthesis.speak(utterance);
  }

  function mark(element) {
    if (element === spoken) return;
    spoken?.classList.remove("is-spoken");
    element?.classList.add("is-spoken");
    element?.scrollIntoView({ block: "nearest" });
    spoken = element;
  }

  function halt() {
    stop = null;
    speechSynthesis.cancel();
    removeEventListener("pagehide", halt);
    mark(null);
    button.textContent = t("listen.start");
  }
}

/** What is seen of the text, in its order: each paragraph in parts that are short enough to say. */
function parts(root) {
  return [...root.querySelectorAll(PARAGRAPHS)]
    .filter((element) => element.getClientRects().length && !element.closest(OTHERS) && !element.querySelector(PARAGRAPHS))
    .flatMap((element) => inParts(element.textContent.replace(/\s+/g, " ").trim()).map((words) => ({ element, words })));
}

function inParts(text) {
  const sentences = text.match(/[^.!?;:…]+[.!?;:…]*\s*|[.!?;:…]+\s*/g) ?? [];
  return sentences.reduce((found, sentence) => {
    const last = found.length - 1;
    if (last >= 0 && found[last].length + sentence.length <= MOST) found[last] += sentence;
    else found.push(sentence);
    return found;
  }, []);
}

/** Some browsers know their voices only after they were asked for them. */
async function voiceOf(language) {
  if (typeof speechSynthesis === "undefined") return null;
  const find = () => speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
  if (speechSynthesis.getVoices().length) return find();
  await new Promise((known) => {
    speechSynthesis.onvoiceschanged = known;
    setTimeout(known, VOICES_MS);
  });
  return find();
}
