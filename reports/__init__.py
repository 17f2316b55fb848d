"""Findings and scores as files: xlsx, docx, html, csv, jsonl."""
