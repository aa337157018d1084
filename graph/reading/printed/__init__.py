"""Printed pages -> source: words at their places and ruling lines become paragraphs, tables and foot notes, whatever told the words.

sheet      words and ruling lines of a page, which `reading.pdf` and `reading.scan` give
grid       which ruling lines make tables
furniture  what is printed on pages and is no part of the text
bands      what stands side by side
flow       columns, and which lines make a paragraph
tabled     the cells of tables, over pages
columned   tables without ruling lines
footed     foot notes
writing    all of it as a source
"""
