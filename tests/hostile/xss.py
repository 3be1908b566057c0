"""Makes `xss.json`: markup that would run a script wherever it is taken for more than text.

Run it to write the file again: `python -m tests.hostile.xss`. Each payload opens a dialog.
"""

import json
from itertools import product
from pathlib import Path

FILE = Path(__file__).parent / "xss.json"
CALL = "alert(1)"
IMAGE = f"<img src=media/x.jpg onerror={CALL}>"

# Each way to get an element parsed, by what it is put into.
PLACES = (
    "{}",
    "<p>{}</p>",
    '">{}',
    "'>{}",
    "</p>{}",
    "--><!-- -->{}",
    "</script>{}",
    "</style>{}",
    "</title>{}",
    "</textarea>{}",
    "<svg>{}</svg>",
    "<math>{}</math>",
    "<table><tr><td>{}</td></tr></table>",
    "<svg><desc>{}</desc></svg>",
    "<math><mtext>{}</mtext></math>",
    "<noscript>{}</noscript>",
    "<template>{}</template>",
    "<select>{}</select>",
    "<figure><figcaption>{}</figcaption></figure>",
)
ELEMENTS = (
    f"<script>{CALL}</script>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"<script\x0c>{CALL}</script>",
    f"<script/x>{CALL}</script>",
    f"<script src=data:text/javascript,{CALL}></script>",
    IMAGE,
    f"<img/src='media/x.jpg'/onerror={CALL}>",
    f'<IMG SRC="media/x.jpg" ONERROR="{CALL}">',
    f"<img src=media/x.jpg onerror\n=\n{CALL}>",
    f"<svg onload={CALL}>",
    f"<svg/onload={CALL}//",
    f"<body onload={CALL}>",
    f"<details open ontoggle={CALL}><summary>x</summary></details>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=media/x.jpg onerror={CALL}></audio>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<style>@import'javascript:{CALL}';</style>",
    f'<p style="background:url(javascript:{CALL})">x</p>',
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<base href=javascript:{CALL}//>",
    f"<form action=javascript:{CALL}><button autofocus>x</button></form>",
)
# Spellings of one scheme.
SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "java\nscript:",
    "java&#9;script:",
    "java&#x0A;script:",
    "java&Tab;script:",
    "java&NewLine;script:",
    "&#106;avascript:",
    "&#x6A;avascript:",
    "&#0000106avascript:",
    "javascript&colon;",
    "javascript&#58;",
    " javascript:",
    "&#1;javascript:",
    "\x01javascript:",
    "vbscript:",
    "data:text/html,<script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#",
    "feed:javascript:",
    "view-source:javascript:",
    "//javascript:",
)
LINKS = (
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    '<a xlink:href="{}">x</a>',
    '<svg><a xlink:href="{}"><text>x',
    '<math href="{}">x</math>',
    '<area href="{}">',
    '<form action="{}"><button>x</button></form>',
    '<q cite="{}">x</q>',
    '<svg><animate attributeName=href values="{}"></svg>',
    '<a href="https://vn/" ping="{}">x</a>',
)
# What changes its meaning when it is parsed a second time, and what has no frame to fit in.
MUTATIONS = (
    "<math><mtext><table><mglyph><style><!--</style>"
    f"<img title='--&gt;&lt;img src=media/x.jpg onerror={CALL}&gt;'>",
    f"<svg></p><style><a id='</style>{IMAGE}'>",
    f"<form><math><mtext></form><form><mglyph><style></math>{IMAGE}",
    f"<noscript><p title='</noscript>{IMAGE}'>",
    f"<svg><style>{IMAGE}</style></svg>",
    f"<math><annotation-xml encoding='text/html'>{IMAGE}</annotation-xml></math>",
    f"<svg><foreignObject>{IMAGE}</foreignObject></svg>",
    f"<xmp><p title='</xmp>{IMAGE}'>",
    f"<plaintext>{IMAGE}",
    f"<template><script>{CALL}</script></template>",
    f"<![CDATA[>{IMAGE}]]>",
    f"<!-->{IMAGE}-->",
    f"<!--[if gte IE 4]><script>{CALL}</script><![endif]-->",
    f"<?xml version='1.0'?>{IMAGE}",
    f"&lt;img src=media/x.jpg onerror={CALL}&gt;",
    f"&amp;lt;script&amp;gt;{CALL}&amp;lt;/script&amp;gt;",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"<<script>{CALL}//<</script>",
    f"<scr<script>ipt>{CALL}</script>",
    f"<img src='media/x.jpg' alt='\">{IMAGE}'>",
    f"<a title='--&gt;</a>{IMAGE}'>x",
    f"<b><i><table><td><svg><b><desc>{IMAGE}",
    f"${{{CALL}}}",
    f"{{{{constructor('{CALL}')()}}}}",
    f"<select><template>{IMAGE}</template></select>",
    f"';{CALL}//",
    f'";{CALL}//',
    f"`-{CALL}-`",
    f"\u2028{CALL}\u2029",
    f"</script><svg onload={CALL}>",
    f"<p/onmouseover={CALL}>x",
)


def payloads() -> list[str]:
    """Every payload once, in an order that mixes them."""
    elements = [place.format(each) for place, each in product(PLACES, ELEMENTS)]
    links = [link.format(scheme + CALL) for link, scheme in product(LINKS, SCHEMES)]
    every = list(dict.fromkeys([*MUTATIONS, *elements, *links]))
    return [every[number * 257 % len(every)] for number in range(len(every))]


if __name__ == "__main__":
    FILE.write_text(json.dumps(payloads(), ensure_ascii=True, indent=0) + "\n", "utf-8")
