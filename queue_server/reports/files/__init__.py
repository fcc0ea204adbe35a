"""A report as a file: JSON for programs, CSV and XLSX for spreadsheets, PDF for paper, text for a terminal."""

from ..shapes import Language, Report
from .csv_file import to_csv
from .json_file import to_json
from .text import as_text

# The libraries behind paper and spreadsheets are a third of what a worker reads at its start; a hall that was struck
# need not wait for them.


def to_pdf(report: Report, language: Language) -> bytes:
    from . import pdf_file

    return pdf_file.to_pdf(report, language)


def to_xlsx(report: Report, language: Language) -> bytes:
    from . import xlsx_file

    return xlsx_file.to_xlsx(report, language)


__all__ = ["as_text", "to_csv", "to_json", "to_pdf", "to_xlsx"]
