#include "query/phrases.hpp"

namespace entente {
namespace {

constexpr Phrase kPhrases[] = {
    {"clause", "ACCORDING TO", "MATCH pattern ACCORDING TO source",
     "only what this source says: a key, a place such as 'doc-a#P13', a name, a class such as 'stated', or a list",
     "MATCH (n)-[r]->(m) ACCORDING TO 'stated' RETURN r", "the relations that sources state"},
    {"clause", "AS OF", "MATCH pattern AS OF date",
     "what certainly held then; throughout it, where the date is longer than a day. Before the first MATCH: for all of "
     "the statement",
     "MATCH (n) AS OF '1969-03-02' RETURN n", "the nodes that existed on that day"},
    {"clause", "EXPLAIN", "EXPLAIN query", "how a query would be answered, without answering it",
     "EXPLAIN MATCH (n) RETURN n", "the plan, an operator in each row"},
    {"clause", "FOR VALID_TIME", "MATCH pattern FOR VALID_TIME FROM a TO b | BETWEEN a AND b | AS OF date | ALL",
     "what certainly held at some time from the start of a to the start of b (FROM … TO), or to the end of b (BETWEEN)",
     "MATCH (n) FOR VALID_TIME FROM '1950' TO '1960' RETURN n", "the nodes that existed at some time of the 1950s"},
    {"clause", "POSSIBLY AS OF", "MATCH pattern POSSIBLY AS OF date",
     "what certainly held then, and what the dates do not rule out", "MATCH (n) POSSIBLY AS OF '1969' RETURN n",
     "the nodes that may have existed throughout that year"},
    {"clause", "PRESUMABLY AS OF", "MATCH pattern PRESUMABLY AS OF date",
     "what certainly held then, and states whose end is not known and that are taken to have gone on",
     "MATCH (n) PRESUMABLY AS OF '1969' RETURN n", "the nodes that existed or are presumed to"},
    {"clause", "WITHOUT APPARATUS", "MATCH p = WITHOUT APPARATUS path",
     "chains and shortest paths that pass through no source, work or whatever else the ontology marks as apparatus",
     "MATCH p = WITHOUT APPARATUS (a)-[*1..2]-(b) RETURN p", "the paths"},
    {"predicate", "AFTER", "p AFTER q", "p begins when q has ended, or later; the same as SUCCEEDS",
     "RETURN '1991' AFTER '1950/1980' AS later", "true"},
    {"predicate", "BEFORE", "p BEFORE q", "p has ended when q begins; the same as PRECEDES",
     "RETURN '1950/1980' BEFORE '1991' AS earlier", "true"},
    {"predicate", "CONTAINS", "p CONTAINS q", "q lies within p; of two texts, whether the one stands in the other",
     "RETURN period('1950/1980') CONTAINS '1969' AS within", "true"},
    {"predicate", "DURING", "p DURING q", "p lies within q", "RETURN '1969-03' DURING '1969' AS within", "true"},
    {"predicate", "EQUALS", "p EQUALS q", "both begin and end at the same time",
     "RETURN '1989-05-16' EQUALS '1989-05-16' AS same", "true"},
    {"predicate", "IMMEDIATELY PRECEDES", "p IMMEDIATELY PRECEDES q", "q begins at the moment at which p ends",
     "RETURN '1988' IMMEDIATELY PRECEDES '1989' AS next", "true"},
    {"predicate", "IMMEDIATELY SUCCEEDS", "p IMMEDIATELY SUCCEEDS q", "p begins at the moment at which q ends",
     "RETURN '1989' IMMEDIATELY SUCCEEDS '1988' AS next", "true"},
    {"predicate", "OVERLAPS", "p OVERLAPS q", "p and q share some time",
     "RETURN '1950/1980' OVERLAPS '1979/1991' AS both", "true"},
    {"predicate", "PRECEDES", "p PRECEDES q", "p has ended when q begins; the same as BEFORE",
     "RETURN '1988' PRECEDES '1989' AS earlier", "true"},
    {"predicate", "SUCCEEDS", "p SUCCEEDS q", "p begins when q has ended, or later; the same as AFTER",
     "RETURN '1991' SUCCEEDS '1989' AS later", "true"},
};

}  // namespace

std::span<const Phrase> phrases() {
  return kPhrases;
}

}  // namespace entente
