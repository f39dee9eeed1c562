// What does the background know of the treaty of 1950 that the texts do not tell?
// Two ends of its force are printed in works of reference, and both are kept.
MATCH (t:Treaty)-[r]-(x) ACCORDING TO 'background'
WHERE t.name STARTS WITH 'Treaty of Friendship, Alliance and Mutual Assistance'
RETURN type(r) AS relation, x.name AS what, valid(r).edtf AS edtf, r.note AS note
ORDER BY relation, edtf, what
