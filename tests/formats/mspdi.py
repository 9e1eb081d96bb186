"""Microsoft Project XML as an independent reader of it understands it. Needs a Java runtime."""

from __future__ import annotations

from typing import Any

import jpype
import mpxj  # noqa: F401  puts the reader on Java's path


def _java() -> None:
    """Java starts once and runs until the process ends."""
    if not jpype.isJVMStarted():
        jpype.startJVM(convertStrings=True)


def read_project(content: bytes) -> Any:
    """The project; its tasks and resources stand in the order of the file."""
    _java()
    stream = jpype.JClass("java.io.ByteArrayInputStream")(content)
    return jpype.JClass("org.mpxj.mspdi.MSPDIReader")().read(stream)


def schema_order(*path: str) -> list[str]:
    """Names of the elements that the schema allows in an element such as ("Project", "Tasks", "Task"), in order."""
    _java()
    found = []
    for field in jpype.JClass("org.mpxj.mspdi.schema." + "$".join(path)).class_.getDeclaredFields():
        named = [mark for mark in field.getAnnotations() if mark.annotationType().getSimpleName() == "XmlElement"]
        name = named[0].name() if named else "##default"
        found.append(field.getName() if name == "##default" else name)
    return found
