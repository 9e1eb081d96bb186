"""What is wrong in a well-formed library that is to be used with a pack, and in an own set of figures."""

from assessment.domain.checking.figures import GROUP, check_benchmark_set
from assessment.domain.checking.library import check_library, check_stated
from assessment.domain.checking.money import baselines_of, check_baseline, check_rate

__all__ = ["GROUP", "baselines_of", "check_baseline", "check_benchmark_set", "check_library", "check_rate",
           "check_stated"]
