"""`make fresh`: the product, run as its users do; goes on after a failure and lists all of them."""

import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fresh.product import Product
from tests.fresh.steps import STEPS, Step


def main() -> int:
    """Take every step; 1 when one failed."""
    # In the background of `make test`; nothing that was started may outlive it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with tempfile.TemporaryDirectory(prefix="congxa-fresh-") as folder:
        product = Product(Path(folder))
        try:
            failed = [step for step in STEPS if not _is_taken(step, product)]
        finally:
            product.kill()
    print(f"fresh: {len(STEPS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def _is_taken(step: Step, product: Product) -> bool:
    begun = time.monotonic()
    try:
        step(product)
    except Exception:
        traceback.print_exc(limit=3)
        result = "FAILED"
    else:
        result = "ok"
    print(f"{result:<7} {time.monotonic() - begun:6.1f} s  {step.__doc__}", flush=True)
    return result == "ok"


if __name__ == "__main__":
    sys.exit(main())
