"""Rules about the document, its tag tree and its content. Each says in words what breaks it; nothing where it holds."""

from __future__ import annotations

import re
from collections import Counter

import pikepdf

from pdfua.active import ACTIVE
from pdfua.paper import STANDARD, Paper, steps
from pdfua.tables import TABLES

LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
FILE_NAME = re.compile(
    r"^(image|figure|graphic|picture|untitled|chart)?[\s\d_-]*$|\.(svg|png|jpe?g|gif|pdf|webp)$", re.I)
SUBTYPES = {"", "/Header", "/Footer", "/Watermark"}


def marked(paper: Paper) -> list[str]:
    return [] if paper.root.get("/MarkInfo", {}).get("/Marked") is True else ["not said to be tagged"]


def no_suspects(paper: Paper) -> list[str]:
    return ["tags are suspect"] if paper.root.get("/MarkInfo", {}).get("/Suspects") is True else []


def language(paper: Paper) -> list[str]:
    said = str(paper.root.get("/Lang", ""))
    return [] if LANGUAGE.fullmatch(said) else [f"language {said!r}"]


def title(paper: Paper) -> list[str]:
    inner = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", paper.xmp, re.S)
    return [] if inner and inner[1].strip() else ["no title in the metadata"]


def title_is_shown(paper: Paper) -> list[str]:
    shown = paper.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")
    return [] if shown is True else ["the window would show the name of the file"]


def says_pdfua(paper: Paper) -> list[str]:
    said = re.search(r'pdfuaid:part(?:="|>)(\d)', paper.xmp)
    return [] if said and said[1] == "1" else ["not said to be PDF/UA-1"]


def metadata_is_plain(paper: Paper) -> list[str]:
    return [] if "/Metadata" in paper.root and "/Filter" not in paper.root.Metadata else ["metadata are packed"]


def metadata_agree(paper: Paper) -> list[str]:
    said = {str(paper.pdf.docinfo.get(key, "")) for key in ("/Title", "/Creator", "/Subject")}
    return [f"{text[:40]!r} is not in both" for text in said if text and _escaped(text) not in paper.xmp]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_document(paper: Paper) -> list[str]:
    kinds = [top.kind for top in paper.tops] if "/StructTreeRoot" in paper.root else []
    return [] if kinds == ["Document"] else [f"the tree begins with {kinds}"]


def parents(paper: Paper) -> list[str]:
    root = paper.root.get("/StructTreeRoot")
    return [f"{e.kind} does not name its parent" for e in paper.elements
            if "/P" not in e.entry or e.entry.P.objgen != (e.parent.entry if e.parent else root).objgen]


def parent_tree(paper: Paper) -> list[str]:
    """The way from content to its element and back."""
    owner = {mark: e for e in paper.elements for mark in e.marks}
    said = []
    for number, page in enumerate(paper.pages):
        entry = paper.parent_tree.get(int(page.get("/StructParents", -1)), [])
        listed = {(number, mark): e for mark, e in enumerate(entry) if isinstance(e, pikepdf.Dictionary)}
        for mark in {mark for mark in owner if mark[0] == number} | listed.keys():
            if mark not in owner or mark not in listed or owner[mark].entry.objgen != listed[mark].objgen:
                said.append(f"page {number + 1}, mark {mark[1]}")
    return said


def content_is_tagged_or_artifact(paper: Paper) -> list[str]:
    return [f"page {n + 1}: {len(c.bare)} times, first {c.bare[0]}" for n, c in enumerate(paper.contents) if c.bare]


def marks_resolve(paper: Paper) -> list[str]:
    named = [mark for e in paper.elements for mark in e.marks]
    painted = [(number, mark) for number, content in enumerate(paper.contents) for mark in content.marks]
    twice = [mark for many in (Counter(named), Counter(painted)) for mark, count in many.items() if count > 1]
    return [f"page {p + 1}, mark {m}" for p, m in sorted(set(named) ^ set(painted)) + twice]


def artifacts_and_tags_apart(paper: Paper) -> list[str]:
    return [f"page {n + 1}: {said}" for n, content in enumerate(paper.contents) for said in content.nested]


def artifacts_are_typed(paper: Paper) -> list[str]:
    """Each page has a running line below, said to be one; no subtype is made up."""
    said = []
    for number, content in enumerate(paper.contents):
        below = [a for a in content.artifacts if a.get("/Type") == "/Pagination" and a.get("/Subtype") == "/Footer"]
        if not below:
            said.append(f"page {number + 1} has no footer")
        said += [f"page {number + 1}: {a}" for a in content.artifacts if a.get("/Subtype", "") not in SUBTYPES]
    return said


def role_map(paper: Paper) -> list[str]:
    said = [f"{name} is mapped to {to}" for name, to in paper.roles.items() if to not in STANDARD or name in STANDARD]
    return said + [f"{e.kind} is no structure type" for e in paper.elements if e.kind not in STANDARD]


def no_empty_elements(paper: Paper) -> list[str]:
    return [f"{e.kind} holds nothing" for e in paper.elements
            if not (e.kids or e.marks or e.objects) and e.kind not in ("TD", "TH")]


def figures_have_words(paper: Paper) -> list[str]:
    return ["a figure without words" for e in paper.of("Figure", "Formula")
            if not str(e.entry.get("/Alt", e.entry.get("/ActualText", ""))).strip()]


def words_are_no_file_names(paper: Paper) -> list[str]:
    return [f"{str(e.entry.Alt)[:30]!r}" for e in paper.of("Figure")
            if str(e.entry.get("/Alt", "")).strip() and FILE_NAME.search(str(e.entry.Alt).strip())]


def figures_lie_on_the_page(paper: Paper) -> list[str]:
    said = []
    for e in paper.of("Figure"):
        box, page = e.attribute("/BBox"), paper.pages[e.marks[0][0]] if e.marks else None
        if box is None or page is None:
            said.append("a figure without a box")
        elif not (page.MediaBox[0] <= box[0] < box[2] <= page.MediaBox[2]
                  and page.MediaBox[1] <= box[1] < box[3] <= page.MediaBox[3]):
            said.append(f"a figure outside the page: {[float(x) for x in box]}")
    return said


def first_heading(paper: Paper) -> list[str]:
    return [] if paper.headings and paper.headings[0].kind == "H1" else ["the first heading is not H1"]


def headings_in_order(paper: Paper) -> list[str]:
    return [f"H{b} after H{a}" for a, b in steps([int(e.kind[1:] or 1) for e in paper.headings])]


def headings_of_one_sort(paper: Paper) -> list[str]:
    kinds = {e.kind == "H" for e in paper.headings}
    return ["H beside H1"] if len(kinds) > 1 else []


def blocks_not_in_text(paper: Paper) -> list[str]:
    """A paragraph or heading holds no paragraph, heading, table, list or section."""
    blocks = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Table", "L", "Sect", "Div", "Document"}
    return [f"{kid.kind} in {e.kind}" for e in paper.of("P", "H1", "H2", "H3", "H4", "H5", "H6", "Span")
            for kid in e.kids if kid.kind in blocks]


def lists_nest(paper: Paper) -> list[str]:
    said = []
    for e in paper.elements:
        over = e.parent.kind if e.parent else ""
        if (e.kind == "LI" and over != "L") or (e.kind in ("LBody", "Lbl") and over not in ("LI", "Note", "TOCI")):
            said.append(f"{e.kind} in {over}")
        if e.kind == "L":
            said += [f"{kid.kind} in L" for kid in e.kids if kid.kind not in ("LI", "Caption", "L")]
        if e.kind == "LI":
            said += [f"{kid.kind} in LI" for kid in e.kids if kid.kind not in ("Lbl", "LBody")]
            if not any(kid.kind == "LBody" for kid in e.kids) or e.marks:
                said.append("an item without a body")
    return said


def captions_at_an_end(paper: Paper) -> list[str]:
    return [f"a caption amid {e.parent.kind}" for e in paper.of("Caption")
            if e.parent is None or e.parent.kind not in ("Table", "L", "Figure", "Formula", "TOC")
            or e.parent.kids.index(e) not in (0, len(e.parent.kids) - 1)]


def ids_are_listed(paper: Paper) -> list[str]:
    named = [str(e.entry.ID) for e in paper.elements if "/ID" in e.entry]
    there = "/IDTree" in paper.root.get("/StructTreeRoot", {})
    return ["ids without a list of ids"] * bool(named and not there) + [
        f"id {name} twice" for name, count in Counter(named).items() if count > 1]


def bookmarks_resolve(paper: Paper) -> list[str]:
    said = [] if paper.bookmarks else ["no bookmarks"]
    for _depth, name, to in paper.bookmarks:
        page = to[0] if isinstance(to, pikepdf.Array) and len(to) else None
        if not isinstance(page, pikepdf.Dictionary) or page.objgen not in paper.number:
            said.append(f"{name[:30]!r} leads nowhere")
    return said


def bookmarks_nest(paper: Paper) -> list[str]:
    said = [f"level {b} after {a}" for a, b in steps([depth for depth, *_ in paper.bookmarks])]
    return said + ["a bookmark without a name" for _d, name, _t in paper.bookmarks if not name.strip()]


def bookmarks_follow_the_text(paper: Paper) -> list[str]:
    """They lead forward: no bookmark stands on an earlier page than the one before."""
    at = [paper.number.get(to[0].objgen, -1) for _d, _n, to in paper.bookmarks
          if isinstance(to, pikepdf.Array) and isinstance(to[0], pikepdf.Dictionary)]
    return ["bookmarks run backwards"] if at != sorted(at) else []


def page_labels(paper: Paper) -> list[str]:
    if "/PageLabels" not in paper.root:
        return []
    labels = dict(pikepdf.NumberTree(paper.root.PageLabels))
    said = [] if 0 in labels else ["the first page has no label"]
    return said + [f"page {n + 1}: style {label.get('/S')}" for n, label in labels.items()
                   if n >= len(paper.pages) or str(label.get("/S", "/D")) not in ("/D", "/R", "/r", "/A", "/a")]


def pages_are_of_one_size(paper: Paper) -> list[str]:
    sizes = {tuple(round(float(x)) for x in page.MediaBox) for page in paper.pages}
    return [] if sizes in ({(0, 0, 595, 842)}, {(0, 0, 612, 792)}) else [f"sizes {sorted(sizes)}"]


def pages_know_their_content(paper: Paper) -> list[str]:
    return [f"page {n + 1}" for n, page in enumerate(paper.pages) if "/StructParents" not in page]


RULES = {rule.__name__: rule for rule in (
    marked, no_suspects, language, title, title_is_shown, says_pdfua, metadata_is_plain, metadata_agree, one_document,
    parents, parent_tree, content_is_tagged_or_artifact, marks_resolve, artifacts_and_tags_apart, artifacts_are_typed,
    role_map, no_empty_elements, figures_have_words, words_are_no_file_names, figures_lie_on_the_page, first_heading,
    headings_in_order, headings_of_one_sort, blocks_not_in_text, lists_nest, captions_at_an_end, ids_are_listed,
    bookmarks_resolve, bookmarks_nest, bookmarks_follow_the_text, page_labels, pages_are_of_one_size,
    pages_know_their_content)} | TABLES | ACTIVE
