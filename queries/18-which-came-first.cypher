// Was the Shanghai Cooperation Organization founded before the treaty of 2001 was signed?
// Both fell in 2001, and the text does not say which came first: the answer is unknown, which is null.
MATCH (founding:Founding {name: 'Founding of the Shanghai Cooperation Organization'}),
      (signing:Signing {name: 'Signing of the Treaty of Good-Neighborliness'})
RETURN valid(founding) BEFORE valid(signing) AS before,
       possibly(valid(founding) BEFORE valid(signing)) AS maybe,
       certainly(valid(founding) BEFORE valid(signing)) AS surely
