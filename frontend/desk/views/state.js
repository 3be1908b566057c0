/** What a document is to the public and to its writers, in words: never the one without the other. */
export function stateWords({ public: shown, stage, trashed_at: trashed }, { t }) {
  return trashed ? t("state.trashed") : t(`state.${shown}.${stage}`);
}
