"""Writing an export's rows into a file: CSV, XLSX, JSON Lines and a PDF report."""

from lunch_desktop.exchange.shape import Shape
from lunch_desktop.exchange.writing.export import Written, write_export
from lunch_desktop.exchange.writing.rows import Cancelled

__all__ = ["Cancelled", "Shape", "Written", "write_export"]
