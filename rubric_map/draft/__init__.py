"""From a published document to the draft of a rubric: what is sure is filled in, what is not is marked."""
