# Names that are long, wide or accented: columns stay in line, no line is longer than 80 columns, and
# names that begin alike are told apart.
cat >names.blt <<'END'
5 2
6 1 2 0
5 2 3 0
4 3 4 1 0
3 4 5 2 0
2 5 1 0
0
"Áine Ní Mhurchú"
"陳大文"
"Bartholomew Featherstonehaugh-Cholmondeley the Elder"
"Bartholomew Featherstonehaugh-Cholmondeley the Younger"
"Ελένη Παπαδοπούλου"
"Wide names"
END
"$TELLER" count --unsigned --rules scottish-2011 names.blt
