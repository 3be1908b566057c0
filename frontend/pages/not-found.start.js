/** An address that leads nowhere: its text arrives with the page; this adds the frame, in the frame's language. */
import { notFoundState } from "../components/page-state/page-state.js";
import { show, start } from "./frame.js";

start(({ i18n, main }) => show(main, notFoundState(i18n), i18n));
