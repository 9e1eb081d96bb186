"""What a broken file's first line says about itself: `# expect: code | line | beginning of message and remedy`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assessment.domain.basis import Problem


def expected_of(file: Path) -> tuple[str, int, str]:
    code, line, told = file.read_text().split("\n", 1)[0].removeprefix("# expect: ").split(" | ")
    return code, int(line), told


@dataclass(frozen=True)
class Expected:
    code: str
    line: int
    told: str

    def check(self, name: str, problems: list[Problem]) -> None:
        """Exactly the expected problem is found, first; what follows from it may stand behind."""
        shown = "\n".join(map(str, problems))
        assert problems, "no problem was found"
        first = problems[0]
        assert first.code == self.code, shown
        assert first.where.split(" ")[0] == f"{name}:{self.line}", shown
        assert f"{first.message} {first.remedy}".startswith(self.told), shown
        assert not [jargon for jargon in ("pydantic", "Input should", "http", "input_value") if jargon in shown]
        assert all(len(problem.message) < 300 for problem in problems)
