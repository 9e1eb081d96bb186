"""Magnitudes that the models use."""

from __future__ import annotations

from assessment.domain.basis import Frozen, Role


class Settings(Frozen):
    """Magnitudes that the models use, all editable and labelled expert judgement."""

    goal_lambda: float = 0.05
    pilot_weights: dict[str, float] = {
        "readiness": 1.0, "value": 1.0, "low risk": 1.0, "leadership": 1.0, "representativeness": 0.5}
    pilot_leadership: tuple[str, ...] = ("organisation", "culture")
    """Dimensions that show whether a site's leaders carry the change."""
    effect_low: float = 0.5
    """Share of its effect that an initiative still brings where it half succeeds: the low end of a forecast."""
    move_price: float = 0.02
    """Level-years that moving a task of the adopted plan by a month costs when few moves are wanted."""
    sterile_quality_factor: float = 1.2
    brownfield_years: float = 15
    brownfield_factor: float = 1.3
    small_site_headcount: int = 500
    large_site_headcount: int = 900
    small_site_factor: float = 0.6
    large_site_factor: float = 1.6
    rollout_factor: float = 0.7
    change_load: int = 3
    horizon_quarters: int = 16
    value_quarters: int = 28
    """Horizon of the value case; benefits outlast the roadmap that brings them."""
    discount_rate: float = 0.09
    contingency: float = 0.15
    usd_rate: dict[str, float] = {"USD": 1.0}
    """Units of a currency per USD, to restate the catalogue's costs."""
    day_rate: dict[Role, float] = {"IT": 700, "OT": 700, "Quality": 700, "Business": 800}
    """USD per person-day; a person-week is five days."""
    clear_share: float = 0.8
    leaning_share: float = 0.6
    verdict_coverage: float = 0.7
    confirmed_share: float = 0.7
    exit_review_months: int = 15
    """Months after the start at which a hybrid is reviewed; the middle of 12 to 18."""
    driver_correlation: float = 0.3
    """Rank correlation between effects of drivers and between costs of initiatives."""
    default_target: float = 3.0
    capacity_weeks: dict[Role, float] = {"IT": 60, "OT": 60, "Quality": 40, "Business": 30}
    """Person-weeks a quarter assumed for the network where the client gave none."""
    answer_minutes: float = 1.5
    """Minutes a question takes alone, until a person's own pace is known."""
    answer_pace_after: int = 5
    """Times between two answers from which a person's own pace is told."""
    answer_pause_minutes: float = 10
    """A longer time between two answers was a pause and does not count."""
    finding_weights: dict[str, float] = {"size": 0.5, "urgency": 0.3, "sureness": 0.2}
    """What counts for a finding's place within its severity; the weights add up to 1."""
    finding_days: dict[str, int] = {"critical": 30, "important": 90, "note": 180}
    """Days by which a finding asks for an answer, by severity, where no date follows from the facts."""
    basis: str = "EJ"
