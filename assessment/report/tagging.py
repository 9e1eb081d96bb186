"""The tag tree of a printed page, mended: what the layout engine leaves out or splits, a screen reader needs whole.

The engine tags page by page. Here a table, list or paragraph that runs over a page break becomes one element again,
a repeated table head and the running lines become artifacts, header cells say what they head, terms stand with their
definitions, and elements that say nothing are taken out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

GROUPS = frozenset({"Document", "Sect", "Div", "Part", "Art", "Table", "THead", "TBody", "TR", "L", "LI"})
"""Elements that hold only other elements."""
MAY_BE_EMPTY = frozenset({"TD", "TH"})
TAG = {"section": "Sect", "div": "Div", "main": "Part", "article": "Art", "table": "Table", "thead": "THead",
       "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "p": "P"}
"""HTML elements that may run over a page break, and their structure types."""
TERM = "li::marker"
"""What the engine tags as a label; a term of a definition list is one."""


@dataclass(frozen=True)
class Mark:
    """A piece of page content: page from 0, and its number within the page."""

    page: int
    number: int


@dataclass
class Node:
    """An element of the tag tree. `entry` is its dictionary in the file; a kid of bytes refers to an annotation."""

    kind: str
    page: int
    entry: Any
    kids: list[Node | Mark | bytes] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()


def name_terms(document: Any) -> None:
    """Before the tags are made: a term of a definition list is a label of what follows it."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if box.element_tag == "dt":
                box.element_tag = TERM


def mend(document: Any, pdf: Any) -> None:
    """After the tags are made: mends the tree and says of all content on a page whether it is in it."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    page_of = {reference: number for number, reference in enumerate(pdf.page_references)}
    top = _read(pdf, root["K"][0], page_of)
    dropped = {node.entry.number: node.entry for node in top.nodes()}
    top.kids = _joined([page._page_box for page in document.pages], _tidied(top))
    for node in top.nodes():
        _label(node)
        _describe(node, document)
        dropped.pop(node.entry.number, None)
    for entry in dropped.values():
        entry.clear()
    tagged: list[set[int]] = [set() for _page in document.pages]
    for mark in _write(pdf, root, top):
        tagged[mark.page].add(mark.number)
    for page, reference, numbers in zip(document.pages, pdf.page_references, tagged, strict=True):
        _mark(pdf, reference, numbers, _running(page._page_box))


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _read(pdf: Any, reference: bytes, page_of: dict[bytes, int]) -> Node:
    entry = _object(pdf, reference)
    node = Node(entry["S"][1:], page_of.get(entry.get("Pg", b""), 0), entry)
    for kid in entry["K"]:
        if isinstance(kid, int):
            node.kids.append(Mark(node.page, kid))
        elif _object(pdf, kid).get("Type") == "/StructElem":
            node.kids.append(_read(pdf, kid, page_of))
        else:
            node.kids.append(kid)
    return node


def _tidied(node: Node) -> list[Node | Mark | bytes]:
    """Kids without elements that say nothing: nameless ones, a span around bare text, and what holds nothing."""
    kept: list[Node | Mark | bytes] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kept.append(kid)
            continue
        kid.kids = _tidied(kid)
        bare = kid.kind == "NonStruct" or (kid.kind == "Span" and node.kind not in GROUPS)
        if bare:
            kept.extend(kid.kids)
        elif kid.kids or kid.kind in MAY_BE_EMPTY:
            kept.append(kid)
    return kept


def _joined(pages: list[Any], kids: list[Node | Mark | bytes]) -> list[Node | Mark | bytes]:
    """Kids of the document, where each that runs over a page break is one."""
    out: list[Node | Mark | bytes] = []
    for kid in kids:
        last = out[-1] if out else None
        if isinstance(kid, Node) and isinstance(last, Node) and kid.page > 0 and kid.page != _end(last):
            shared = _shared(pages[kid.page - 1], pages[kid.page])
            if shared and _end(last) == kid.page - 1 and _join(last, kid, shared):
                continue
        out.append(kid)
    return out


def _end(node: Node) -> int:
    """The page on which an element ends."""
    for kid in reversed(node.kids):
        if isinstance(kid, Mark):
            return kid.page
        if isinstance(kid, Node):
            return _end(kid)
    return node.page


def _shared(before: Any, after: Any) -> list[str]:
    """Types, outermost first, of the elements that end one page and begin the next."""
    found: list[str] = []
    ends, begins = _body(before), _body(after)
    seen = None
    while ends is not None and begins is not None and ends.element is begins.element:
        if ends.element is not seen and ends.element_tag in TAG:
            found.append(TAG[ends.element_tag])
        seen = ends.element
        ends, begins = _last(ends), _first(begins)
    return found


def _body(page: Any) -> Any:
    return next((box for box in page.descendants() if box.element_tag == "body"), None)


def _last(box: Any) -> Any:
    return next((kid for kid in reversed(_flowing(box)) if kid.element is not None), None)


def _first(box: Any) -> Any:
    return next((kid for kid in _flowing(box)
                 if kid.element is not None and not getattr(kid, "is_header", False)), None)


def _flowing(box: Any) -> list[Any]:
    """Child boxes that take part in the flow of the page."""
    return [kid for kid in getattr(box, "children", ())
            if hasattr(kid, "is_in_normal_flow") and kid.is_in_normal_flow()]


def _join(first: Node, second: Node, shared: list[str]) -> bool:
    """Puts the second element, if it goes on with the first, into it."""
    if not shared or first.kind != shared[0] or second.kind != shared[0]:
        return False
    kids, rest = second.kids, shared[1:]
    if first.kind == "Table" and kids and isinstance(kids[0], Node) and kids[0].kind == "THead":
        kids = kids[1:]  # the head repeated on the next page: an artifact, for it is left out of the tree
    if first.kind == "LI":
        rest = ["LBody", *rest]
    if rest and kids and first.kids:
        last, begins = first.kids[-1], kids[0]
        if isinstance(last, Node) and isinstance(begins, Node) and _join(last, begins, rest):
            kids = kids[1:]
    first.kids.extend(kids)
    return True


def _label(node: Node) -> None:
    """In a list: a term goes into the item of its definition."""
    if node.kind != "L":
        return
    kept: list[Node | Mark | bytes] = []
    terms: list[Node] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.kind == "Lbl":
            terms.append(kid)
            continue
        if isinstance(kid, Node) and terms:
            kid.kids[:0] = terms
            terms = []
        kept.append(kid)
    node.kids = kept


def _describe(node: Node, document: Any) -> None:
    """Attributes that the engine leaves out or gets wrong."""
    import pydyf

    if node.kind == "Table":
        for part in node.kids:
            heads = isinstance(part, Node) and part.kind == "THead"
            for cell in (part.nodes() if isinstance(part, Node) else ()):
                if cell.kind == "TH":
                    cell.entry["A"]["Scope"] = "/Column" if heads else "/Row"
                if cell.kind in ("TH", "TD"):  # the scope says it all in a table with one row of heads
                    cell.entry.pop("ID", None)
                    cell.entry["A"].pop("Headers", None)
                    if len(cell.entry["A"]) == 1:
                        del cell.entry["A"]
    elif node.kind == "L" and any(kid.kind == "Lbl" for item in node.kids if isinstance(item, Node)
                                  for kid in item.kids if isinstance(kid, Node)):
        node.entry["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/None"})
    elif node.kind == "Figure" and "A" in node.entry:
        height = document.pages[node.page].height
        left, above, right, below = node.entry["A"]["BBox"]
        node.entry["A"]["BBox"] = pydyf.Array(
            round(0.75 * edge, 3) for edge in (left, height - below, right, height - above))


def _write(pdf: Any, root: Any, top: Node) -> dict[Mark, bytes]:
    """The tree as it now is and the way back from content to the element that owns it, which is returned."""
    import pydyf

    references = pdf.page_references
    owner: dict[Mark, bytes] = {}
    for node in top.nodes():
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kid.entry["P"] = node.entry.reference
                kids.append(kid.entry.reference)
            elif isinstance(kid, Mark):
                owner[kid] = node.entry.reference
                kids.append(kid.number if kid.page == node.page else pydyf.Dictionary(
                    {"Type": "/MCR", "Pg": references[kid.page], "MCID": kid.number}))
            else:
                kids.append(kid)
        node.entry["K"] = kids
    old = _object(pdf, root["ParentTree"])["Nums"]
    nums = pydyf.Array()
    for number in range(len(references)):
        counted = len(old[2 * number + 1])
        nums.extend([number, pydyf.Array(owner.get(Mark(number, mark), b"null") for mark in range(counted))])
    nums.extend(old[2 * len(references):])
    _object(pdf, root["ParentTree"])["Nums"] = nums
    root["ParentTreeNextKey"] = len(nums) // 2
    return owner


def _running(page: Any) -> list[str]:
    """Of each text in the margins, in the order in which they are drawn: whether it is above or below the page."""
    return ["/Header" if margin.at_keyword.startswith("@top") else "/Footer"
            for margin in page.children if hasattr(margin, "at_keyword")
            for box in margin.descendants() if hasattr(box, "pango_layout")]


def _mark(pdf: Any, page: bytes, tagged: set[int], running: list[str]) -> None:
    """Content of a page that no element owns becomes an artifact: heads of tables that are repeated, running lines."""
    import pydyf

    stream = _object(pdf, _object(pdf, page)["Contents"]).stream
    loose = [item["MCID"] for item in stream if isinstance(item, pydyf.Dictionary) and item.get("MCID", -1) >= 0
             and item["MCID"] not in tagged]
    margins = dict(zip(reversed(loose), reversed(running), strict=False))
    kept: list[Any] = []
    for item in stream:
        if isinstance(item, pydyf.Dictionary) and "MCID" in item and item["MCID"] not in tagged:
            kept[-1] = "/Artifact"
            kind = {"Subtype": margins[item["MCID"]]} if item["MCID"] in margins else {}
            item = pydyf.Dictionary({"Type": "/Pagination", **kind})
        kept.append(item)
    stream[:] = kept
