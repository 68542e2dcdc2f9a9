"""`python -m reader.cli` is `dateline`."""

import sys

from reader.cli import main

sys.exit(main())
