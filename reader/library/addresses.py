"""What two addresses of the same article have in common."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say how a reader came to a page. The utm_ family is Urchin's; the others are the click ids of
# advertisers and newsletters as their own documentation names them.
_TRACKING: Final = re.compile(
    "utm_.*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|mkt_tok|_ga|_gl|cmpid|ocid|"
    "ns_mchannel|ns_source|ns_campaign|ref_src|ref_url|smid|ftag|at_medium|at_campaign|__twitter_impression",
    re.IGNORECASE,
)
_SPACE: Final = re.compile(r"\s+")
_DEFAULT_PORTS: Final = (":80", ":443")


def canonical_url(url: str) -> str:
    """The address with everything off that does not choose the article; empty where it is no http address.

    Scheme https; host in lower case without user, default port or a final dot; path without a final slash; parameters
    in order of their names, those of tracking left out; no fragment, unless it begins with `!` and so is a path.
    """
    try:
        parts = urlsplit(_SPACE.sub("", url))
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ""
        host = parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
    for port in _DEFAULT_PORTS:
        host = host.removesuffix(port)
    kept = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(name)
    )
    query = f"?{urlencode(kept)}" if kept else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"https://{host.removesuffix('.')}{parts.path.rstrip('/') or '/'}{query}{fragment}"
