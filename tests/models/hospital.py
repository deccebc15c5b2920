"""A made model: two ways in which a hospital can route its patients."""

from collections.abc import Mapping

from policy_report.models import simulation
from policy_report.models.engine import Run
from policy_report.models.measures import Measures
from policy_report.models.model import Model
from policy_report.models.parameters import Parameter, Parameters, Values
from policy_report.models.staffing import staffed
from policy_report.models.stations import Condition, Network, Station, Visit
from policy_report.text.language import Text

WARDS, POOL = "wards", "pool"
DAY, NIGHT = "day", "night"
_ROWS = {
    "patients": (60, 20, 120, "case_per_day", ""), "urgent": (0.2, 0.05, 0.4, "probability", ""),
    "nurses": (4, 2, 8, "count", ""), "doctors": (10, 6, 16, "count", ""), "wards": (3, 1, 5, "count", ""),
    "triage": (0.5, 0.2, 1, "hour", ""), "consult": (2, 1, 3, "hour", ""), "urgent_consult": (5, 3, 8, "hour", ""),
    "imaging": (0.3, 0.1, 0.6, "probability", ""), "image": (1, 0.5, 2, "hour", ""), "cv": (1, 0.5, 1.5, "ratio", ""),
    "window": (6, 6, 6, "hour", ""), "doctors_night": (8, 5, 12, "count", NIGHT),
}  # fmt: skip


def parameters(**settings: float) -> Parameters:
    """The parameters, with other values put in."""
    rows = (
        Parameter(
            name,
            name.removesuffix("_night"),
            "",
            scenario,
            "assumed",
            "",
            name,
            name,
            value,
            low,
            high,
            unit,
            "",
            "",
            "",
        )
        for name, (value, low, high, unit, scenario) in _ROWS.items()
    )
    return Parameters(tuple(rows)).replace(**settings)


def build(values: Values, regime: str, scenario: str) -> Network:
    """Patients are triaged; some wait for an image; a doctor of their ward, or of the pool, sees them.

    In the pool the image is made at the same time.
    """
    wards = (("ward", values.whole("wards")),) if regime == WARDS else ()
    stations = (
        Station("triage", Text(en="Triage"), "front", "nurses"),
        Station("image", Text(en="Image"), "back"),
        Station("consult", Text(en="Consultation"), "back", "doctors", wards),
    )
    shares = {"urgent": values["urgent"], "ordinary": 1 - values["urgent"]}
    routes = {kind: _route(values, regime, kind) for kind in shares}
    plan = Network(regime, scenario, values["patients"] / 24, shares, values["window"], stations, routes)
    return staffed(plan, shares, {name: values.whole(name) for name in ("nurses", "doctors")})


def _route(values: Values, regime: str, kind: str) -> tuple[Visit, ...]:
    image, seen = ("image", "seen") if regime == POOL else ("", "")
    hours, cv = values["urgent_consult" if kind == "urgent" else "consult"], values["cv"]
    needs = Condition("imaging", values["imaging"])
    return (
        Visit("triage", "triage", values["triage"], cv),
        Visit("image", "image", values["image"], cv, (needs,), image),
        Visit("consult", "consult", hours, cv, line=seen),
    )


def load(value: Mapping[str, float]) -> float:
    """The work of all patients over the doctors."""
    hours = value["urgent"] * value["urgent_consult"] + (1 - value["urgent"]) * value["consult"]
    return value["patients"] / 24 * hours / value["doctors"]


MODEL = Model(
    regimes=(WARDS, POOL), scenarios=(DAY, NIGHT), build=build,
    streams=("ward", "imaging", "triage", "image", "consult"),
    pairs=((POOL, WARDS),), rate="patients", mix=("urgent",), load=load,
)  # fmt: skip


def network(at: Parameters, regime: str, scenario: str = DAY) -> Network:
    """A regime as a network."""
    return MODEL.network(at, regime, scenario)


def run(at: Parameters, regime: str, cases: int, seed: int, *, overloaded: bool = False) -> Run:
    """One run of a regime by day."""
    return simulation.simulate(MODEL, at, regime, DAY, MODEL.demand(cases, seed), overloaded=overloaded)


def evaluate(at: Parameters, cases: int, seed: int) -> dict[str, Measures]:
    """What each regime makes of the same cases by day."""
    return simulation.evaluate(MODEL, at, DAY, MODEL.demand(cases, seed))
