"""Facts: YAML records with their places, judged, dated and rendered. Nothing here imports mkdocs.

Data flows one way: `load` reads text with line and column, `check` turns documents into `Facts` or
problems, `when` says where a record stands on a day, `blocks` and `exports` write what readers get.
"""
