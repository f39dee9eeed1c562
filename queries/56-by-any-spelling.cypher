// Who and what is meant by these names, without accents, in other spellings and cases?
UNWIND ['MAO TSE-TUNG', 'ussr', 'damanskii island', 'peking', 'sino soviet detente', 'Polish Peoples Republic'] AS called
MATCH (x) WHERE named(x, called)
RETURN called, x.name AS name, key(x) AS id
ORDER BY called
