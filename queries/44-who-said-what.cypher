// Who said what, and when?
// In words of our own; "no limits" belongs to 2022, not to 2019.
MATCH (speaker)-[s:STATED]->(w:Statement)
RETURN speaker.name AS speaker, w.content AS content, s.addressee AS addressee, valid(s).edtf AS edtf
ORDER BY valid(s), content
