"""What is wrong in a well-formed library that is to be used with a pack, and in an own set of figures."""

from assessment.domain.checking.figures import GROUP, check_benchmark_set
from assessment.domain.checking.library import check_library, check_stated

__all__ = ["GROUP", "check_benchmark_set", "check_library", "check_stated"]
