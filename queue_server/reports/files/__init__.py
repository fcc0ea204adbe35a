"""A report as a file: JSON for programs, CSV and XLSX for spreadsheets, PDF for paper, text for a terminal."""

from .csv_file import to_csv
from .json_file import to_json
from .pdf_file import to_pdf
from .text import as_text
from .xlsx_file import to_xlsx

__all__ = ["as_text", "to_csv", "to_json", "to_pdf", "to_xlsx"]
