"""Certificates made for one test run by the openssl command: good, expired, for another name, of an authority."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

_CONFIG = """
[ca]
default_ca = own
[own]
database = {folder}/index
new_certs_dir = {folder}
serial = {folder}/serial
default_md = sha256
policy = any
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
subjectAltName = DNS:{name}
basicConstraints = CA:{authority}
"""


class Certificates:
    """`file` holds a certificate and its key for `name`, valid between two days (YYYYMMDD)."""

    def __init__(self, folder: Path, name: str = "localhost", since: str = "20200101", until: str = "20400101",
                 signer: Certificates | None = None) -> None:  # fmt: skip
        folder.mkdir()
        key, request, self.certificate = folder / "key", folder / "request", folder / "certificate"
        self.file, self._key = folder / "both", key
        for text in ("index", "index.attr"):
            (folder / text).touch()
        (folder / "serial").write_text(f"{abs(hash((str(folder), name))) % 2**60 * 16:018X}\n")
        (folder / "config").write_text(
            _CONFIG.format(folder=folder, name=name, authority="FALSE" if signer else "TRUE")
        )
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
        _openssl("req", "-new", *curve, "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        signing = ("-keyfile", signer._key, "-cert", signer.certificate) if signer else ("-selfsign", "-keyfile", key)
        _openssl("ca", "-batch", "-notext", "-config", folder / "config", *signing, "-in", request, "-out",
                 self.certificate, "-startdate", f"{since}000000Z", "-enddate", f"{until}000000Z")  # fmt: skip
        self.file.write_bytes(self.certificate.read_bytes() + key.read_bytes())

    def context(self, *protocols: str) -> ssl.SSLContext:
        """For a server; `protocols` are offered by ALPN."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.file)
        if protocols:
            made.set_alpn_protocols(list(protocols))
        return made


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)
