/** An address that leads nowhere: its text arrives with the page; this adds the frame, in the frame's language. */
import { show, start } from "./frame.js";
import { missing } from "./missing.js";

start(async ({ i18n, main }) => show(main, await missing(main, i18n), i18n));
