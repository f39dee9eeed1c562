// How may the signing of the treaty of 2001 and the founding of the Shanghai Cooperation Organization lie in time?
// Of both only the year is told: all thirteen of Allen's relations are possible.
MATCH (signing:Signing {name: 'Signing of the Treaty of Good-Neighborliness'}),
      (founding:Founding {name: 'Founding of the Shanghai Cooperation Organization'})
RETURN size(allen_possible(valid(signing), valid(founding))) AS relations,
       allen_possible(valid(signing), valid(founding)) AS possible
