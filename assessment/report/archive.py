"""What a file says of itself: tagged for everybody (PDF/UA-1) and, where it is to be kept, PDF/A-3 with its data."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>"""
UA_DESCRIBED = b"""<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""PDF/A asks that a property it does not know is described in the file."""


def enclosed(data: bytes, name: str, description: str, day: date) -> Any:
    """A file to attach: what the report was made from."""
    from weasyprint import Attachment

    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Attachment(string=data, name=name, description=description, created=noon, modified=noon,
                      relationship="Source")


def declare(pdf: Any) -> None:
    """After all else is written: both standards in the metadata, which anybody may read without unpacking."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    text = metadata.stream[0]
    if b"pdfuaid:part" not in text:
        metadata.stream[0] = text.replace(b"</rdf:RDF>", UA + UA_DESCRIBED + b"</rdf:RDF>")
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"
