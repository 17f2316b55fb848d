"""The use cases: gather, audit, score, night, recheck, schedule. They join the other rooms."""
