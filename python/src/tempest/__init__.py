# SPDX-FileCopyrightText: 2026 The Tempest authors
# SPDX-License-Identifier: Apache-2.0
"""Bolts and spouts in Python.

    from tempest import Bolt, Tuple

    class Split(Bolt):
        def process(self, tup: Tuple) -> None:
            for word in tup.values[0].split():
                self.emit([word])

    if __name__ == "__main__":
        Split().run()

Scripts that were written for Apache Storm's storm.py use the module ``tempest.storm`` instead.
"""
from tempest.components import Bolt, Spout
from tempest.storm import Tuple

__all__ = ["Bolt", "Spout", "Tuple"]
__version__ = "0.1.0"
