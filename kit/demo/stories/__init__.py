"""The stories of the example cases, one package each, known by being here.

A story has `NAME`, the folder of its committed case; `files(number, seed=None)`, which yields path and bytes of every file of
variant `number` (1: the committed case); and `case.yaml.txt`. Its truth is planted by its own generator, which a test counts anew.
"""
