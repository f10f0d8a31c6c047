"""Markup that tries to run, to load or to send something. {trap}: an address that nobody may ask."""
# ruff: noqa: E501 — what is hostile here is hostile on one line

HOSTILE: dict[str, str] = {
    "script": "<script>alert(1); fetch('{trap}/script')</script><script src='{trap}/s.js'></script>",
    "broken script": "<scr<script>ipt>alert(1)</scr</script>ipt><script\n>alert(1)</script\t>",
    "event handlers": "<p onclick=alert(1) onmouseover='alert(1)'>tryk</p><img src=x onerror=alert(1)>"
    "<body onload=alert(1)><input autofocus onfocus=alert(1)><details open ontoggle=alert(1)>",
    "javascript link": "<a href='javascript:alert(1)'>a</a><a href='JaVa&#x73;cript:alert(1)'>b</a>"
    "<a href='java\tscript:alert(1)'>c</a><area href=javascript:alert(1)>",
    "vbscript link": "<a href='vbscript:msgbox(1)'>a</a>",
    "data link": "<a href='data:text/html,<script>alert(1)</script>'>a</a>"
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>"
    "<object data='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='></object>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script><image href='{trap}/svg.png'/>"
    "<use href='{trap}/use.svg#a'/><animate onbegin=alert(1) attributeName=x dur=1s>"
    "<foreignObject><iframe src='{trap}/fo'></iframe></foreignObject></svg>",
    "math": "<math href='javascript:alert(1)'><mtext><img src='{trap}/math.png'></mtext></math>"
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "css url": "<p style=\"background:url('{trap}/css1')\">a</p><p style='background-image:url({trap}/css2)'>b</p>"
    "<ul style=\"list-style:url('{trap}/css3')\"><li>c</li></ul><p style='cursor:url({trap}/css4),auto'>d</p>"
    "<p style='border-image:url({trap}/css5)'>e</p><p style=\"content:url('{trap}/css6')\">f</p>",
    "css escapes": r"<p style='background:\75\72\6c({trap}/esc1)'>a</p>"
    r"<p style='background-color:u\72l({trap}/esc2)'>b</p><p style='color:/**/url({trap}/esc3)'>c</p>"
    "<p style='background:&#117;rl({trap}/esc4)'>d</p><p style='color:red;;background:u/**/rl({trap}/esc5)'>e</p>",
    "css image functions": "<p style=\"background-image:image-set('{trap}/set' 1x)\">a</p>"
    "<p style='width:expression(alert(1))'>b</p><p style='behavior:url({trap}/htc)'>c</p>"
    "<p style='-moz-binding:url({trap}/xbl)'>d</p><p style='--x:url({trap}/var);color:var(--x)'>e</p>",
    "style sheet": "<style>@import url({trap}/import.css); body{background:url({trap}/sheet)}"
    "@font-face{font-family:x;src:url({trap}/font)} p{font-family:x}</style>"
    "<style>@import '{trap}/import2.css'</style>",
    "form": "<form action='{trap}/form' method=post><input name=a value=b><button>Send</button>"
    "<button formaction='{trap}/formaction'>Send</button></form><isindex action='{trap}/isindex'>",
    "meta refresh": "<meta http-equiv=refresh content='0;url={trap}/refresh'>"
    "<meta http-equiv=Set-Cookie content='a=b'><meta http-equiv=Content-Security-Policy content=''>",
    "base": "<base href='{trap}/base/'><img src='relative.png'><a href='relative'>a</a>",
    "srcset": "<img srcset='{trap}/srcset1 1x, {trap}/srcset2 2x' src='{trap}/src'>"
    "<picture><source srcset='{trap}/source'><img src='{trap}/inner'></picture>",
    "remote picture": "<img src='{trap}/pixel.gif' width=1 height=1><img src='//{host}/pixel2.gif'>"
    "<img lowsrc='{trap}/low' dynsrc='{trap}/dyn'><input type=image src='{trap}/input'>"
    "<table background='{trap}/table'><tr><td background='{trap}/td'>a</td></tr></table>"
    "<body background='{trap}/body'>",
    "link elements": "<link rel=stylesheet href='{trap}/link.css'><link rel=prefetch href='{trap}/prefetch'>"
    "<link rel=preload as=image href='{trap}/preload'><link rel=dns-prefetch href='{trap}'>"
    "<link rel=icon href='{trap}/icon'><link rel=manifest href='{trap}/manifest'>",
    "frames": "<iframe src='{trap}/iframe'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>"
    "<frameset><frame src='{trap}/frame'></frameset><embed src='{trap}/embed'><applet code=x></applet>"
    "<object data='{trap}/object'><param name=movie value='{trap}/param'></object><portal src='{trap}/p'>",
    "sound and film": "<video poster='{trap}/poster' src='{trap}/video' autoplay></video>"
    "<audio src='{trap}/audio' autoplay></audio><bgsound src='{trap}/bgsound'>"
    "<video><source src='{trap}/film'><track src='{trap}/track' default></video>",
    "ping and attribution": "<a href='{trap}/a' ping='{trap}/ping' attributionsrc='{trap}/attr'>a</a>"
    "<img attributionsrc='{trap}/attr2' src='cid:none'><blockquote cite='{trap}/cite'>q</blockquote>",
    "hiding the page": "<div style='position:fixed;inset:0;z-index:9999;background:#fff'>Log ind igen</div>"
    "</div></article></main></body></html><script>alert(1)</script>",
    "comments and conditions": "<!--[if mso]><img src='{trap}/mso'><![endif]-->"
    "<!--><img src='{trap}/c1' onerror=alert(1)>--><![CDATA[<img src='{trap}/cd'>]]>"
    "<xml><o:p><v:imagedata src='{trap}/v'/></o:p></xml><?xml-stylesheet href='{trap}/pi'?>",
    "raw text": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>"
    "<title><a title='</title><img src={trap}/title>'></title>"
    "<textarea></textarea><img src='{trap}/ta'><xmp><img src='{trap}/xmp'></xmp><plaintext>rest",
    "template and slots": "<template shadowrootmode=open><img src='{trap}/shadow'></template>"
    "<template><script>alert(1)</script></template><slot onslotchange=alert(1)></slot>",
}  # fmt: skip


def against(trap: str, name: str) -> str:
    """One of them in a page, below a paragraph that a reader should see."""
    host = trap.partition("://")[2]
    made = HOSTILE[name].replace("{trap}", trap).replace("{host}", host)
    return f"<p>Første linje</p>\n{made}\n<p>Sidste linje</p>"
