"""What was recognised in a text: where it stands, what it is, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention; *start* and *end* count characters of the text, end excluded.

    >>> wmo = "https://wetten.overheid.nl/BWBR0035362/"
    >>> Mention(0, 3, "Wmo", kind="wet", iri=wmo, rule="naam").confidence
    1.0

    :param kind: key of :data:`ontology.kinds.KINDS`: ``wet``, ``artikel``, ``organisatie``, ``gemeente`` ...
    :param iri: what is meant
    :param law: BWB id of the law; empty if the mention is of none
    :param article: number of the article, such as ``18a`` or ``2.3.5`` or ``6:162``; empty if none is cited
    :param jci: permanent citation of law and article (``jci1.3:c:BWBR0005181&artikel=18a``); empty if no law
    :param confidence: share of such mentions that are right, 0 to 1, as measured for the rule
    :param rule: name of the rule that found it
    """

    start: int
    end: int
    text: str
    kind: str
    iri: str
    law: str = ""
    article: str = ""
    jci: str = ""
    confidence: float = 1.0
    rule: str = ""
