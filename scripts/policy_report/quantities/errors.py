"""What is raised when a published number is broken."""

from policy_report.errors import EvidenceError, Problem


class QuantityError(EvidenceError):
    """A published phrase holds figures that are no number; `problems` names each and its place."""


class BrokenNumberError(Exception):
    """Figures that are no number: where they start, what they are, why. Never leaves this package."""

    def __init__(self, start: int, text: str, reason: str) -> None:
        super().__init__(start, text, reason)
        self.start = start
        self.text = text
        self.reason = reason

    def problem(self, original: str) -> Problem:
        """Describe the fault with the text as it was printed."""
        return Problem(
            file="",
            row=0,
            column=f"character {self.start + 1}",
            code="quantity-broken-number",
            message=self.reason,
            text=original[self.start : self.start + len(self.text)],
            remedy="write the number as the source prints it; if the source prints it so, leave the phrase out",
        )
