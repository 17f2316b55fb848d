"""What it costs: rubrics as data, their parser, and the mapper from findings and measures to points. Pure."""
