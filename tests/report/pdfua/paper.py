"""A PDF as the checker sees it: its tag tree as a list of elements, and what each page paints under which mark."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import pikepdf

PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "INLINE IMAGE"}
SHOWS = {"Tj", "TJ", "'", '"'}
STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
    "Warichu", "RB", "RT", "RP", "WT", "WP", "Figure", "Formula", "Form"}


@dataclass
class Element:
    kind: str
    entry: pikepdf.Object
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    objects: list[pikepdf.Object] = field(default_factory=list)

    def attribute(self, name: str):
        found = self.entry.get("/A")
        for one in found if isinstance(found, pikepdf.Array) else [found] if found is not None else []:
            if name in one:
                return one[name]
        return None

    def within(self, kind: str) -> list[Element]:
        return [e for kid in self.kids for e in ([kid] if kid.kind == kind else []) + kid.within(kind)]


@dataclass
class Content:
    """Of one page: mark numbers painted, what is painted without a mark, artifacts, and glyphs by font."""

    marks: list[int] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    artifacts: list[dict[str, str]] = field(default_factory=list)
    shown: dict[tuple[int, int], set[int]] = field(default_factory=dict)


class Paper:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root = self.pdf.Root
        self.pages = list(self.pdf.pages)
        self.number = {page.objgen: number for number, page in enumerate(self.pages)}

    @cached_property
    def xmp(self) -> str:
        return self.root.Metadata.read_bytes().decode() if "/Metadata" in self.root else ""

    @cached_property
    def roles(self) -> dict[str, str]:
        mapped = self.root.get("/StructTreeRoot", {}).get("/RoleMap", {})
        return {name[1:]: str(mapped[name])[1:] for name in mapped.keys()}  # noqa: SIM118

    @cached_property
    def tops(self) -> list[Element]:
        kids = self.root.get("/StructTreeRoot", {}).get("/K", [])
        return [self._element(kid, None) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])]

    @cached_property
    def elements(self) -> list[Element]:
        """All in reading order."""
        def below(element):
            yield element
            for kid in element.kids:
                yield from below(kid)

        return [element for top in self.tops for element in below(top)]

    @cached_property
    def headings(self) -> list[Element]:
        return [e for e in self.elements if e.kind in ("H", "H1", "H2", "H3", "H4", "H5", "H6")]

    def of(self, *kinds: str) -> list[Element]:
        return [element for element in self.elements if element.kind in kinds]

    def _element(self, entry, parent) -> Element:
        kind = str(entry.S)[1:]
        element = Element(self.roles.get(kind, kind), entry, parent)
        kids = entry.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            page = self.number.get(entry.Pg.objgen, -1) if "/Pg" in entry else -1
            if isinstance(kid, int):
                element.marks.append((page, kid))
            elif kid.get("/Type") == "/MCR":
                at = self.number.get(kid.Pg.objgen, -1) if "/Pg" in kid else page
                element.marks.append((at, int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                element.objects.append(kid.Obj)
            else:
                element.kids.append(self._element(kid, element))
        return element

    @cached_property
    def parent_tree(self) -> dict[int, pikepdf.Object]:
        tree = self.root.get("/StructTreeRoot", {}).get("/ParentTree")
        return dict(pikepdf.NumberTree(tree)) if tree is not None else {}

    @cached_property
    def contents(self) -> list[Content]:
        return [self._content(page) for page in self.pages]

    def _content(self, page) -> Content:
        content = Content()
        self._read(page, page.get("/Resources", {}), content, [], set())
        return content

    def _read(self, holder, resources, content, stack, inside) -> None:
        font, fonts = (0, 0), []
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in ("BMC", "BDC"):
                self._open(operands, content, stack)
            elif name == "EMC":
                stack.pop()
            elif name == "q":
                fonts.append(font)
            elif name == "Q":
                font = fonts.pop()
            elif name == "Tf":
                font = resources.Font[str(operands[0])].objgen
            elif name in PAINTS:
                if not stack:
                    content.bare.append(name)
                if name in SHOWS:
                    self._shown(operands, content.shown.setdefault(font, set()))
                elif name == "Do":
                    form = resources.XObject[str(operands[0])]
                    if form.get("/Subtype") == "/Form" and form.objgen not in inside:
                        self._read(form, form.get("/Resources", resources), content, list(stack),
                                   inside | {form.objgen})

    @staticmethod
    def _open(operands, content, stack) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        kind = str(operands[0])
        if kind == "/Artifact":
            content.artifacts.append({str(k): str(properties[k]) for k in properties.keys()})  # noqa: SIM118
            if "tag" in stack:
                content.nested.append("an artifact within tagged content")
            stack.append("artifact")
        else:
            if "artifact" in stack:
                content.nested.append("tagged content within an artifact")
            if "/MCID" in properties:
                content.marks.append(int(properties["/MCID"]))
                stack.append("tag")
            else:
                stack.append("tag" if stack and stack[-1] == "tag" else "other")

    @staticmethod
    def _shown(operands, into) -> None:
        last = operands[-1]
        for text in last if isinstance(last, pikepdf.Array) else [last]:
            if isinstance(text, pikepdf.String):
                raw = bytes(text)
                into.update(int.from_bytes(raw[i:i + 2], "big") for i in range(0, len(raw), 2))

    @cached_property
    def fonts(self) -> dict[tuple[int, int], pikepdf.Object]:
        return {o.objgen: o for o in self.pdf.objects
                if (isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font" and "/DescendantFonts" in o)
                or (isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
                and str(o.get("/Subtype")) in ("/Type1", "/TrueType", "/Type3"))}

    @cached_property
    def bookmarks(self) -> list[tuple[int, str, object]]:
        """Depth from 1, title, destination; in order."""
        found = []

        def walk(items, depth):
            for item in items:
                found.append((depth, item.title, item.destination))
                walk(item.children, depth + 1)

        with self.pdf.open_outline() as outline:
            walk(outline.root, 1)
        return found

    @cached_property
    def dictionaries(self) -> list[pikepdf.Object]:
        """Every dictionary of the file, also those that stand within others."""
        found, seen, below = [], set(), [*self.pdf.objects, self.pdf.trailer]
        while below:
            one = below.pop()
            if isinstance(one, pikepdf.Object) and one.is_indirect:
                if one.objgen in seen:
                    continue
                seen.add(one.objgen)
            if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
                found.append(one)
                below.extend(one[key] for key in one.keys() if key not in ("/Parent", "/P"))  # noqa: SIM118
            elif isinstance(one, pikepdf.Array):
                below.extend(one)
        return found


def steps(levels: list[int]) -> list[tuple[int, int]]:
    """Where a level is more than one below the one before."""
    return [(a, b) for a, b in pairwise([0, *levels]) if b > a + 1]
