"""The checker catches what it says it catches: a good page breaks no rule, and each way to spoil it breaks its rule."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdfua import ARCHIVE, RULES, broken
from pikepdf import Array, Dictionary, Name, String

from assessment.report import archive, html, pdf

DRAWING = ("data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5MCIgaGVp"
           "Z2h0PSI5MCI+PHJlY3Qgd2lkdGg9IjkwIiBoZWlnaHQ9IjkwIi8+PC9zdmc+")
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>A & B</title><meta name="description" content="What it says">
<meta name="generator" content="Test"><meta name="dcterms.created" content="2026-01-02"><style>{html.faces()}
@page {{ size: A4; margin: 20mm; @top-left {{ content: "Above"; }} @bottom-left {{ content: counter(page); }} }}
body {{ font: 10pt Inter; }} th, td {{ border-bottom: 1pt solid black; padding: 4mm }} tr {{ break-inside: avoid }}
</style></head><body>
<section><h1>First <em>heading</em></h1><p>Text with <a href="https://example.org/a">a link</a> and
<a href="#below">another</a>.</p><div></div>
<h2>A list</h2><ul><li>One</li><li>Two<ul><li>Within</li></ul></li></ul><ol><li>First</li></ol>
<dl><dt>Term</dt><dd>Meaning</dd><dt>Other</dt><dd>Meaning too</dd></dl>
<h3>A picture</h3><img src="{DRAWING}" alt="A black square of 90 by 90"></section>
<section><h2 id="below">A table</h2>
<table><caption>Caption</caption>
<thead><tr><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr></thead>
<tbody><tr><th scope="row">r</th><td colspan="2">wide</td></tr>
<tr><th scope="row" rowspan="2">t</th><td>1</td><td></td></tr><tr><td>3</td><td>4</td></tr>
{"".join(f'<tr><th scope="row">{n}</th><td>{n}</td><td>{n}</td></tr>' for n in range(40))}</tbody></table>
<p>{"A paragraph that is long enough to run over the end of a page. " * 60}</p></section></body></html>"""


@pytest.fixture(scope="module")
def good() -> bytes:
    from datetime import date

    return pdf.from_html(PAGE, across="DRAFT",
                         attached=archive.enclosed(b"{}", "a.json", "What it is made from", date(2026, 1, 2)))


def test_a_good_page_breaks_no_rule(good: bytes):
    assert len(RULES) >= 50
    assert broken(good) == {}
    assert broken(good, ARCHIVE) == {}


def test_without_an_archive_it_is_still_for_everybody():
    made = pdf.from_html(PAGE)
    assert broken(made) == {}
    assert set(broken(made, ARCHIVE)) == {
        "says_pdfa", "describes_pdfua", "has_an_output_intent", "has_the_data"}


def elements(document, kind: str) -> list:
    """Elements of a kind in the order of the file."""
    return [o for o in document.objects if isinstance(o, Dictionary) and o.get("/S") == kind and "/K" in o]


def first(document, kind: str):
    return elements(document, kind)[0]


def replaced(document, page: int, old: bytes, new: bytes) -> None:
    stream = document.pages[page].Contents
    data = stream.read_bytes()
    assert old in data
    stream.write(data.replace(old, new, 1))


def painted(document, more: bytes) -> None:
    stream = document.pages[0].Contents
    stream.write(stream.read_bytes() + b"\n" + more)


def xmp(document, old: bytes, new: bytes) -> None:
    data = document.Root.Metadata.read_bytes()
    assert old in data
    document.Root.Metadata.write(data.replace(old, new))


def font(document):
    return next(o for o in document.objects if isinstance(o, Dictionary) and "/DescendantFonts" in o)


def link(document, at: int = 0):
    return next(page for page in document.pages if "/Annots" in page).Annots[at]


def outline(document, change) -> None:
    with document.open_outline() as opened:
        change(opened.root)


def moved(document, kind: str, into: str) -> None:
    """An element of a kind put into one of another kind."""
    one, other = first(document, kind), first(document, into)
    one.P.K = Array([kid for kid in one.P.K if not (isinstance(kid, Dictionary) and kid.objgen == one.objgen)])
    other.K.append(one)
    one.P = other


WAYS = {
    "marked": lambda d: d.Root.MarkInfo.__setitem__("/Marked", False),
    "no_suspects": lambda d: d.Root.MarkInfo.__setitem__("/Suspects", True),
    "language": lambda d: d.Root.__setitem__("/Lang", String("english, please")),
    "title": lambda d: xmp(d, b"A &amp; B", b" "),
    "title_is_shown": lambda d: d.Root.__delitem__("/ViewerPreferences"),
    "says_pdfua": lambda d: xmp(d, b"<pdfuaid:part>1", b"<pdfuaid:part>9"),
    "metadata_agree": lambda d: xmp(d, b"What it says", b"What it does not say"),
    "one_document": lambda d: first(d, "/Document").__setitem__("/S", Name.Sect),
    "parents": lambda d: first(d, "/H2").__setitem__("/P", first(d, "/Table")),
    "parent_tree": lambda d: d.Root.StructTreeRoot.ParentTree.Nums[1].__setitem__(0, first(d, "/Table")),
    "content_is_tagged_or_artifact": lambda d: painted(d, b"0 0 9 9 re f"),
    "marks_resolve": lambda d: first(d, "/H2").K.append(999),
    "artifacts_and_tags_apart": lambda d: painted(d, b"/Artifact BMC /P <</MCID 998>> BDC 0 0 9 9 re f EMC EMC"),
    "artifacts_are_typed": lambda d: replaced(d, 0, b"/Footer", b"/Feet"),
    "role_map": lambda d: first(d, "/H2").__setitem__("/S", Name.Headline),
    "no_empty_elements": lambda d: first(d, "/H2").__setitem__("/K", Array([])),
    "figures_have_words": lambda d: first(d, "/Figure").__setitem__("/Alt", String(" ")),
    "words_are_no_file_names": lambda d: first(d, "/Figure").__setitem__("/Alt", String("chart-7.svg")),
    "figures_lie_on_the_page": lambda d: first(d, "/Figure").A.__setitem__("/BBox", Array([-50, 0, 9000, 10])),
    "first_heading": lambda d: first(d, "/H1").__setitem__("/S", Name.H2),
    "headings_in_order": lambda d: first(d, "/H3").__setitem__("/S", Name.H5),
    "headings_of_one_sort": lambda d: first(d, "/H2").__setitem__("/S", Name.H),
    "blocks_not_in_text": lambda d: moved(d, "/H3", "/P"),
    "lists_nest": lambda d: moved(d, "/LBody", "/Sect"),
    "captions_at_an_end": lambda d: moved(d, "/Caption", "/Sect"),
    "ids_are_listed": lambda d: first(d, "/TH").__setitem__("/ID", String("one")),
    "bookmarks_resolve": lambda d: outline(d, lambda root: setattr(root[0], "destination", Array([Dictionary()]))),
    "bookmarks_nest": lambda d: outline(d, lambda root: setattr(root[0], "title", " ")),
    "bookmarks_follow_the_text": lambda d: outline(d, lambda root: setattr(
        root[0], "destination", pikepdf.make_page_destination(d, 3))),
    "page_labels": lambda d: d.Root.__setitem__("/PageLabels", Dictionary(Nums=[0, Dictionary(S=Name.Q)])),
    "pages_are_of_one_size": lambda d: d.pages[1].__setitem__("/MediaBox", Array([0, 0, 100, 100])),
    "pages_know_their_content": lambda d: d.pages[1].__delitem__("/StructParents"),
    "tables_nest": lambda d: moved(d, "/TD", "/TBody"),
    "one_head": lambda d: first(d, "/TBody").__setitem__("/S", Name.THead),
    "tables_have_heads": lambda d: [cell.__setitem__("/S", Name.TD) for cell in elements(d, "/TH")],
    "heads_have_scope": lambda d: first(d, "/TH").__delitem__("/A"),
    "rows_are_regular": lambda d: next(c for c in elements(d, "/TD") if "/A" in c).__delitem__("/A"),
    "cells_hold_one_mark_of_a_page": lambda d: elements(d, "/TD")[4].K.append(
        Dictionary(Type=Name.MCR, Pg=d.pages[3].obj, MCID=0)),
    "links_are_tagged": lambda d: link(d).__delitem__("/StructParent"),
    "links_say_where": lambda d: link(d).__delitem__("/Contents"),
    "links_lead_to_the_web_or_inside": lambda d: link(d).A.__setitem__("/URI", String("javascript:alert(1)")),
    "inner_links_resolve": lambda d: link(d, 1).__setitem__("/Dest", String("nowhere")),
    "annotations_are_known": lambda d: link(d).__setitem__("/Subtype", Name.RichMedia),
    "tabs_follow_the_tags": lambda d: d.pages[0].__delitem__("/Tabs"),
    "nothing_runs": lambda d: d.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    "no_forms": lambda d: d.Root.__setitem__("/AcroForm", Dictionary(XFA=String("x"))),
    "no_layers": lambda d: d.Root.__setitem__("/OCProperties", Dictionary()),
    "nothing_outside": lambda d: d.pages[0].Contents.__setitem__("/F", String("other.bin")),
    "fonts_are_embedded": lambda d: font(d).DescendantFonts[0].FontDescriptor.__delitem__("/FontFile3"),
    "fonts_map_to_text": lambda d: font(d).__delitem__("/ToUnicode"),
    "glyphs_have_text": lambda d: font(d).ToUnicode.write(b"nothing"),
    "no_missing_glyphs": lambda d: painted(d, b"/P <</MCID 997>> BDC BT " + next(
        f"{key} 9 Tf" for key, value in d.pages[0].Resources.Font.items() if value.objgen == font(d).objgen
    ).encode() + b" <0000> Tj ET EMC"),
    "attachments_are_described": lambda d: next(
        o for o in d.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Filespec").__delitem__("/Desc"),
    "says_pdfa": lambda d: xmp(d, b'pdfaid:part="3"', b'pdfaid:part="4"'),
    "describes_pdfua": lambda d: xmp(d, b"<pdfaProperty:name>part", b"<pdfaProperty:name>other"),
    "has_an_output_intent": lambda d: d.Root.__delitem__("/OutputIntents"),
    "has_the_data": lambda d: d.Root.__delitem__("/AF"),
    "no_forbidden_streams": lambda d: d.Root.Metadata.__setitem__("/Interpolate", True),
}
LOCKED = {"not_locked": False, "is_not_locked_at_all": True}
BYTES = {"has_an_id": (b"/ID [", b"/IX ["), "metadata_is_plain": (b"/Subtype /XML", b"/Filter []   ")}
"""What a writer of PDF would set right again: changed in the bytes."""


@pytest.mark.parametrize("rule", [*WAYS, *LOCKED, *BYTES])
def test_each_rule_catches_its_breach(good: bytes, rule: str):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as document:
        lock = {}
        if rule in WAYS:
            WAYS[rule](document)
        elif rule in LOCKED:
            may = pikepdf.Permissions(accessibility=LOCKED[rule])
            lock = {"encryption": pikepdf.Encryption(owner="o", user="", R=3, allow=may,
                                                        metadata=False, aes=False)}
        document.save(out, static_id=True, fix_metadata_version=False, **lock)
    data = out.getvalue()
    if rule in BYTES:
        assert good.count(BYTES[rule][0]) == 1
        data = good.replace(*BYTES[rule])
    assert rule in broken(data, {rule: (RULES | ARCHIVE)[rule]})


def test_every_rule_has_its_breach():
    assert {*WAYS, *LOCKED, *BYTES} == {*RULES, *ARCHIVE}
