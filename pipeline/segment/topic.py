"""What a report on more than trafficking says of trafficking: the part of it that is mined."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.records import Narrative
from sources.catalogue import catalogue


def on_topic(narrative: Narrative, text: str) -> Narrative:
    """The narrative with those of its sentences that are on the source's topic.

    A report on human rights counts arrests and convictions of all kinds. Where the catalogue says by
    which words (`topic`) such a source speaks of ours, a paragraph is kept that has one of them, and
    a section whose heading has one. A report on trafficking alone is kept as it is.
    """
    source = catalogue().get(narrative.source)
    if source is None or not source.topic:
        return narrative
    topic = re.compile("|".join(source.topic), re.I)
    sections = {i for i, section in enumerate(narrative.sections) if topic.search(section.title)}
    paragraphs = {s.paragraph for s in narrative.sentences if topic.search(text, s.start, s.end)}
    kept = tuple(s for s in narrative.sentences if s.section in sections or s.paragraph in paragraphs)
    return replace(narrative, sentences=kept)
