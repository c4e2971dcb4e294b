"""The catalogue in the words of schema.org, as search engines for data read it in a page."""

from __future__ import annotations

from typing import Any, Final

from webapp.publication.catalogue import Catalogue, DatasetFacts

_MEDIA_TYPES: Final = {"nq": "application/n-quads", "trig": "application/trig", "ttl": "text/turtle"}

Markup = dict[str, Any]
"""A piece of JSON-LD."""


def dataset_markup(catalogue: Catalogue, page: str) -> Markup:
    """Describe the edition as a data set with its sources as parts.

    :param page: the address of the page of sources
    """
    whole = _dataset(catalogue.whole, page)
    return {
        "@context": "https://schema.org/",
        **whole,
        "version": catalogue.version,
        "isAccessibleForFree": True,
        "includedInDataCatalog": {"@type": "DataCatalog", "name": "Gemeengoed", "url": page},
        "hasPart": [_dataset(source, page) for source in catalogue.sources],
    }


def _dataset(facts: DatasetFacts, page: str) -> Markup:
    publisher = {"@type": "Organization", "name": facts.publisher}
    markup: Markup = {
        "@type": "Dataset",
        "@id": facts.iri,
        "name": facts.title,
        "description": facts.description,
        "identifier": facts.identifier,
        "url": page,
        "inLanguage": "nl",
        "datePublished": facts.issued,
        "publisher": publisher,
        "creator": publisher,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": file.address,
                "encodingFormat": [_MEDIA_TYPES[file.suffix], "application/gzip"],
                **({"contentSize": f"{file.size} B", "sha256": file.sha256} if file.size is not None else {}),
            }
            for file in facts.files
        ],
    }
    # What a source does not state is left out; its words on the matter go along as a condition of use.
    if facts.licence:
        markup["license"] = facts.licence
    if facts.rights:
        markup["usageInfo"] = {"@type": "CreativeWork", "text": facts.rights}
    return markup
