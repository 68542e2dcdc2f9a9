"""The gate: whether a feed is well-formed XML, and in the same pass over it what its fields say.

One streaming parser checks and reads, so that nothing is parsed twice, no tree is built, and what lies behind a limit
is not read at all. Fields come out as they stand; what they mean is decided in `entries`.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin
from xml.parsers import expat

from reader.sources.feeds.feed import ITEMS, NotAFeedError
from reader.sources.feeds.markup import Markup
from reader.sources.feeds.raw import FIELD, FIELDS, Field, Raw, no_fields
from reader.sources.feeds.refusals import entities, other_root
from reader.sources.feeds.vocabulary import FIELDS as KNOWN
from reader.sources.feeds.vocabulary import ITEMS as ITEM_NAMES
from reader.sources.feeds.vocabulary import PREFIXES, ROOTS, TEXTS, TRANSPARENT, name_of, short_prefix

DEPTH: Final = 200
"""Elements inside each other; no feed nests deeper, and HTML in one hardly ever does."""
ELEMENTS: Final = 250_000
"""Elements of one feed that are no fields of its items, the HTML in their texts above all; each costs about 4 µs."""
PIECE: Final = 65_536
"""Code points handed to the parser first, then four times as many each time, so that it stops soon after the last item
wanted, and so that what never ends is not searched for its end again and again."""


_CUT_OFF: Final = {
    expat.errors.codes[name] for name in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN)
}


class NotWellFormedError(Exception):
    """The XML is broken, in words and with its line. `ended` says that its root was closed and `rest` came behind."""

    def __init__(self, reason: str, raw: Raw, *, rest: str, ended: bool) -> None:
        super().__init__(reason)
        self.raw = raw
        self.rest = rest
        self.ended = ended


class _EnoughError(Exception):
    """As much as is wanted was read; says in words what was left out."""


class _Scope:
    """What an element says of all that is inside it: prefixes, where links start from, the language."""

    def __init__(self, depth: int, prefixes: dict[str, str], base: str, language: str) -> None:
        self.depth = depth
        self.prefixes = prefixes
        self.names: dict[str, str] = {}
        self.base = base
        self.language = language


def read_xml(text: str, *, items: int = ITEMS) -> Raw:
    """The fields of a well-formed feed. Raises NotWellFormedError, and NotAFeedError for other XML, for one that
    declares entities and for one that is nested too deep. No external entity or DTD is opened; a prefix that nobody
    declared means what it usually means.
    """
    reader = _Reader(items, text[:PIECE])
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.buffer_size = PIECE
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.parts.append
    parser.EntityDeclHandler = _refuse
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        begin, piece = 0, PIECE
        while begin < len(text):
            parser.Parse(text[begin : begin + piece], False)
            begin, piece = begin + piece, piece * 4
        parser.Parse("", True)  # apart from the last piece, whose text would be lost with an error
    except _EnoughError as enough:
        reader.close()
        reader.raw.note(str(enough))
    except expat.ExpatError as error:
        if error.code in _CUT_OFF and reader.raw.root:
            reader.close()
            reader.raw.note(f"breaks off in line {error.lineno}, before its end")
            return reader.raw
        reason = f"line {error.lineno}: {expat.ErrorString(error.code)}"
        rest = text.encode()[parser.ErrorByteIndex :].decode("utf-8", "ignore") if reader.ended else ""
        raise NotWellFormedError(reason, reader.raw, rest=rest, ended=reader.ended) from error
    return reader.raw


def _refuse(*_: object) -> None:
    raise entities()


class _Reader:
    """The handlers of one pass. For every open element the stack has the path of its field, "" for one whose children
    speak for the item or feed, None for one that is passed over.
    """

    def __init__(self, items: int, first: str) -> None:
        self._first = first
        self.raw = Raw()
        self.ended = False
        self.parts: list[str] = []
        """The text since the last field or tag began; the parser appends to it."""
        self._most_items = items
        self._stack: list[str | None] = []
        self._attributes: list[dict[str, str]] = []
        self._scope = _Scope(-1, {}, "", "")
        self._scopes = [self._scope]
        self._own = "atom"
        self._item_names: set[str] = set()
        self._item_depth = -1
        self._into = self.raw.head
        self._left = FIELDS
        self._others = 0
        self._markup: Markup | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        stack = self._stack
        for key in attributes:
            if key.startswith("xml"):
                self._open_scope(len(stack), attributes)
                break
        names = self._scope.names
        known = names.get(name)
        if known is None:
            known = names[name] = name_of(name, self._scope.prefixes, self._own)
        if known in KNOWN and stack and stack[-1] == "" and self._left:
            self._left -= 1
            stack.append(known)
            self._attributes.append(attributes)
            self.parts.clear()
        else:
            self._start_other(known, name, attributes)

    def _start_other(self, known: str, name: str, attributes: dict[str, str]) -> None:
        """What is no field of the item or feed itself: items, elements in fields, and what is passed over."""
        stack = self._stack
        if len(stack) >= DEPTH:
            raise NotAFeedError(f"nests elements more than {DEPTH} deep, which no feed does")
        self._others += 1
        if self._others > ELEMENTS:
            raise _EnoughError(f"has more than {ELEMENTS:,} elements in its items; what follows was left out")
        inside = stack[-1] if stack else self._root(known, name)
        if self._markup is not None:
            stack.append(None)
            self._markup.start(name, attributes)
        elif known in self._item_names and self._item_depth < 0:
            self._open_item(attributes)
        elif inside == "" and self._item_depth < 0 and known in TRANSPARENT:
            stack.append("")
        elif inside in TEXTS:
            self._markup = Markup(self.parts, len(stack), escaped=self._is_tree(inside))
            stack.append(None)
            self._markup.start(name, attributes)
        elif inside and f"{inside}/{known}" in KNOWN and self._left:
            self._left -= 1
            stack.append(f"{inside}/{known}")
            self._attributes.append(attributes)
            self.parts.clear()
        else:
            stack.append(None)

    def end(self, name: str) -> None:
        path = self._stack.pop()
        if path and self._markup is None:
            self._keep(path, "".join(self.parts).strip(), markup=False)
        else:
            self._end_other(path, name)
        if self._scope.depth >= len(self._stack):
            self._scopes.pop()
            self._scope = self._scopes[-1]

    def _end_other(self, path: str | None, name: str) -> None:
        depth = len(self._stack)
        if self._markup is not None and depth >= self._markup.depth:
            self._markup.end(name)
        elif path and self._markup is not None:
            text, self._markup = self._markup.text().strip(), None
            self._keep(path, text, markup=True)
        elif depth == self._item_depth:
            if not self._left:
                self.raw.note(f"has an item of more than {FIELDS} fields; the rest of it was left out")
            self.raw.items.append(self._into)
            self._into, self._item_depth, self._left = self.raw.head, -1, FIELDS
        self.ended = depth == 0

    def _keep(self, path: str, text: str, *, markup: bool) -> None:
        self.parts.clear()
        attributes = self._attributes.pop()
        if len(text) > FIELD:
            self.raw.note(f"has a field of more than {FIELD:,} characters; the rest of it was left out")
            text = text[:FIELD]
        if text or attributes:
            scope = self._scope
            self._into[path].append(Field(text, attributes, scope.base, scope.language, markup))

    def close(self) -> None:
        """Take what is still open for closed, where the document breaks off."""
        while self._stack:
            self.end("")

    def _root(self, key: str, name: str) -> str:
        kind = ROOTS.get(key)
        if kind is None:
            raise other_root(name.rpartition(":")[2].lower(), self._first)
        self.raw.root, self.raw.kind = key, kind
        self.raw.language = self._scope.language
        self._item_names = ITEM_NAMES[kind]
        if kind != "atom":  # Atom's elements are guests here: their <link> is another thing than that of RSS
            self._own = ""
            self._scope.names.clear()
            self._scope.prefixes = {prefix: short for prefix, short in self._scope.prefixes.items() if prefix}
        return ""

    def _open_scope(self, depth: int, attributes: dict[str, str]) -> None:
        above = self._scope
        prefixes = above.prefixes
        declared = {key[6:].lower(): uri for key, uri in attributes.items() if key == "xmlns" or key[:6] == "xmlns:"}
        if declared and len(prefixes) + len(declared) <= PREFIXES:
            prefixes = prefixes | {prefix: short_prefix(uri, prefix) for prefix, uri in declared.items()}
        base = attributes.get("xml:base", "").strip()
        scope = _Scope(depth, prefixes, _joined(above.base, base), attributes.get("xml:lang", above.language).strip())
        if prefixes is above.prefixes:
            scope.names = above.names
        self._scopes.append(scope)
        self._scope = scope

    def _open_item(self, attributes: dict[str, str]) -> None:
        if len(self.raw.items) == self._most_items:
            raise _EnoughError(f"has more than {self._most_items:,} items; the first {self._most_items:,} were read")
        self._into, self._item_depth, self._left = no_fields(), len(self._stack), FIELDS
        self._stack.append("")
        if about := attributes.get("rdf:about"):
            self._into["rdf:about"].append(Field(about))

    def _is_tree(self, path: str) -> bool:
        """Whether a field's text is what a reader sees, with elements in it, and not HTML that was put into XML."""
        kind = self._attributes[-1].get("type", "")
        return "xhtml" in kind or path.startswith("xhtml:") or (self.raw.kind == "atom" and "html" not in kind)


def _joined(base: str, relative: str) -> str:
    try:
        return urljoin(base, relative) if relative else base
    except ValueError:
        return base
