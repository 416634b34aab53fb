"""What is wrong with the request for an export, as whoever asked is told it."""

from enum import StrEnum


class ReportFault(StrEnum):
    """Why an export can't be made as it was asked for."""

    UNKNOWN_DATASET = "unknown_dataset"
    UNKNOWN_COLUMN = "unknown_column"
    FILTER_NOT_TAKEN = "filter_not_taken"
    """The dataset can't be chosen by period, office or department."""
    INVALID_PERIOD = "invalid_period"
    """It ends before it begins, or a day is none."""
    UNKNOWN_OFFICE = "unknown_office"
    UNKNOWN_DEPARTMENT = "unknown_department"
    """There is none such, or it belongs to another office than was asked for."""
    NOT_HELD = "not_held"
    """Desktops hold no such rows: only the server can tell."""
    NOT_ADMIN = "not_admin"
    """Or the rights to what this desktop holds are still to be asked for."""


class ReportRefused(ValueError):
    """The request is refused; `subject` is the name in the request that is wrong."""

    def __init__(self, code: ReportFault, subject: str = "") -> None:
        super().__init__(code.value, subject)
        self.code = code
        self.subject = subject
