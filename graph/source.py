"""Finds the folders of sources and reads what lies in them."""

from __future__ import annotations

from pathlib import Path

from graph.source_model import Source
from graph.source_reader import ONTOLOGY_PREFIX, parse_source
from ontology.errors import SourceFormatError, SourceNotFoundError
from ontology.files import ontology_file

SOURCE_FILE = "source.toml"
BUILTIN_FOLDER = Path(__file__).parent / "sources"


def load_source(folder: Path) -> Source:
    """Read the ``source.toml`` of a folder.

    >>> load_source(BUILTIN_FOLDER / "wdhs").name
    'wdhs'

    :raises SourceNotFoundError: if there is no ``source.toml``
    :raises SourceFormatError: if it breaks the format, or the folder has another name than the source
    """
    source = parse_source(read_source_file(folder), f"{folder.name}/{SOURCE_FILE}")
    if source.name != folder.name:
        raise SourceFormatError(
            f'De bron heet "{source.name}" maar de map heet "{folder.name}". Geef ze dezelfde naam.',
            f"{folder.name}/{SOURCE_FILE}",
        )
    return source


def read_source_file(folder: Path) -> bytes:
    """Read the bytes of a folder's ``source.toml``.

    :raises SourceNotFoundError: if the folder has none
    """
    try:
        return (folder / SOURCE_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as exc:
        raise SourceNotFoundError(
            f'De bron "{folder.name}" heeft geen {SOURCE_FILE}. Schrijf dat bestand in {folder}.'
        ) from exc


def read_data_files(source: Source, folder: Path) -> dict[str, bytes]:
    """Read every data file that *source* names.

    A file named ``ontology:themes.ttl`` is a file of the ontology package.

    :raises SourceNotFoundError: naming the first file that is missing or cannot be read
    """
    files = {}
    for entry in source.data:
        path = data_path(entry.file, folder)
        try:
            files[entry.file] = path.read_bytes()
        except (FileNotFoundError, IsADirectoryError) as exc:
            raise SourceNotFoundError(
                f'Het bestand "{entry.file}" ontbreekt. Zet het in {folder} of verwijder deze [[data]].',
                entry.place,
            ) from exc
        except OSError as exc:
            raise SourceNotFoundError(
                f'Het bestand "{entry.file}" kan niet worden gelezen ({exc.strerror}). Controleer {folder}.',
                entry.place,
            ) from exc
    return files


def data_path(file: str, folder: Path) -> Path:
    """Give the path of a data file of a source in *folder*."""
    if file.startswith(ONTOLOGY_PREFIX):
        return ontology_file(file.removeprefix(ONTOLOGY_PREFIX))
    return folder / file


def builtin_sources() -> tuple[Path, ...]:
    """List the folders of the sources that come with the program, by name.

    >>> "wdhs" in [folder.name for folder in builtin_sources()]
    True
    """
    return list_sources(BUILTIN_FOLDER)


def list_sources(folder: Path) -> tuple[Path, ...]:
    """List the source folders in *folder*, by name; none if it does not exist."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(one for one in folder.iterdir() if (one / SOURCE_FILE).is_file()))
