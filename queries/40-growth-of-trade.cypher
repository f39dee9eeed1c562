// By what factor did the trade of China with Russia grow from 2000 to 2010, by the amounts and by the words?
// The three numbers are kept as they stand.
MATCH (a:Measurement {name: 'Trade China-Russia 2000'}), (b:Measurement {name: 'Trade China-Russia 2010'}),
      (growth:Measurement {name: 'Trade growth China-Russia 2000-2010'})
RETURN b.value / a.value AS factor, growth.value AS stated, growth.words AS words
