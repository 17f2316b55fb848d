"""The parts of the Excel workbook: the book with its styles, tables, and one module a kind of sheet."""
