import assert from "node:assert/strict";
import test from "node:test";
import { emergencyOf } from "../../frontend/desk/lib/emergency.js";

test("an emergency is a notice that ends, and its text no markup", () => {
  const said = { title: " Nước  lũ lên ", text: "Lên đồi <ngay>\n\nMang đèn", more: "Xóm 2, Xóm 1", hours: "6" };

  assert.deepEqual(emergencyOf(said, ["Xóm 1"], Date.parse("2026-07-13T08:00:00+07:00")), {
    title: "Nước lũ lên", body_html: "<p>Lên đồi &lt;ngay&gt;</p><p>Mang đèn</p>", areas: ["Xóm 1", "Xóm 2"],
    urgency: "emergency", expires_at: "2026-07-13T07:00:00.000Z",
  });
});
