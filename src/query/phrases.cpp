#include "query/phrases.hpp"

#include <iterator>
#include <vector>

#include "entente/time/period_predicates.hpp"

namespace entente {
namespace {

const Phrase kClauses[] = {
    {"clause", "ACCORDING TO", "MATCH pattern ACCORDING TO source",
     "only what this source says: a key, a place such as 'doc-a#P13', a name, a class such as 'stated', or a list",
     "MATCH (n)-[r]->(m) ACCORDING TO 'stated' RETURN r", "the relations that sources state"},
    {"clause", "AS OF", "MATCH pattern AS OF date",
     "what certainly held then; throughout it, where the date is longer than a day. Before the first MATCH: for all of "
     "the statement",
     "MATCH (n) AS OF '1969-03-02' RETURN n", "the nodes that existed on that day"},
    {"clause", "ACYCLIC", "MATCH p = [WALK | TRAIL | SIMPLE | ACYCLIC] path",
     "what may come twice on a path: anything; no relationship, as where nothing is said; no entity but the first as "
     "the last; no entity",
     "MATCH p = ACYCLIC (a)-[:MET]-{1,3}(b) RETURN p", "the paths"},
    {"clause", "CHRONOLOGICAL", "MATCH p = [POSSIBLY] CHRONOLOGICAL path",
     "paths whose relationships can be taken one after the other, each while it holds: for certain, or possibly",
     "MATCH p = CHRONOLOGICAL ANY SHORTEST (a {name: 'Edward VII'})-[:MET]-+(b) RETURN p", "a path to each"},
    {"clause", "CONTINUOUS", "MATCH p = [POSSIBLY] CONTINUOUS path",
     "paths whose relationships all hold at one time, which is valid(p)",
     "MATCH p = CONTINUOUS ANY SHORTEST (a {name: 'France'})-[*]-(b) RETURN p", "a path to each"},
    {"clause", "EARLIEST ARRIVAL", "MATCH p = [ALL] EARLIEST ARRIVAL [k] path",
     "of paths in order of time the one that is there first; all that are, or the k best",
     "MATCH p = EARLIEST ARRIVAL (a {name: 'Edward VII'})-[:MET]-+(b) RETURN b.name, arrival(p)",
     "when each can be reached"},
    {"clause", "EACH", "MATCH p = [POSSIBLY] EACH word [OR word …] NEXT [WITHIN duration] path",
     "paths on which the time of each relationship and that of the next stand in such a relation, with no longer "
     "between them",
     "MATCH p = EACH OVERLAPS NEXT (a {name: 'France'})-[*2]-(b) RETURN p", "the paths"},
    {"clause", "EXPLAIN", "EXPLAIN query", "how a query would be answered, without answering it",
     "EXPLAIN MATCH (n) RETURN n", "the plan, an operator in each row"},
    {"clause", "FASTEST", "MATCH p = [ALL] FASTEST [k] path",
     "of paths in order of time the one that takes least from departure to arrival; all that do, or the k best",
     "MATCH p = FASTEST (a {name: 'Edward VII'})-[:MET]-+(b) RETURN b.name, length(p)", "the path to each"},
    {"clause", "FOR SYSTEM_TIME", "MATCH pattern FOR SYSTEM_TIME AS OF date | AS OF COMMIT n",
     "what the store knew at the end of that date or date-time, or at that commit: its facts, ontology and rules. One "
     "state a statement",
     "MATCH (n) FOR SYSTEM_TIME AS OF '2026-05-01' RETURN n", "the nodes that the store knew by the end of that day"},
    {"clause", "FOR VALID_TIME", "MATCH pattern FOR VALID_TIME FROM a TO b | BETWEEN a AND b | AS OF date | ALL",
     "what certainly held at some time from the start of a to the start of b (FROM … TO), or to the end of b (BETWEEN)",
     "MATCH (n) FOR VALID_TIME FROM '1950' TO '1960' RETURN n", "the nodes that existed at some time of the 1950s"},
    {"clause", "LATEST DEPARTURE", "MATCH p = [ALL] LATEST DEPARTURE [k] path",
     "of paths in order of time the one that sets out last; all that do, or the k best",
     "MATCH p = LATEST DEPARTURE (a {name: 'Edward VII'})-[:MET]-+(b) RETURN b.name, departure(p)",
     "until when each can be reached"},
    {"clause", "POSSIBLY AS OF", "MATCH pattern POSSIBLY AS OF date",
     "what certainly held then, and what the dates do not rule out", "MATCH (n) POSSIBLY AS OF '1969' RETURN n",
     "the nodes that may have existed throughout that year"},
    {"clause", "PRESUMABLY AS OF", "MATCH pattern PRESUMABLY AS OF date",
     "what certainly held then, and states whose end is not known and that are taken to have gone on",
     "MATCH (n) PRESUMABLY AS OF '1969' RETURN n", "the nodes that existed or are presumed to"},
    {"clause", "SHORTEST", "MATCH p = ANY SHORTEST | ALL SHORTEST | SHORTEST k [GROUPS] path",
     "one path of fewest relationships, all of them, the k shortest, or all of the k shortest lengths",
     "MATCH p = SHORTEST 2 (a {name: 'France'})-[*..3]-(b:Person) RETURN p", "two paths to each"},
    {"clause", "STRICTLY", "MATCH p = STRICTLY CHRONOLOGICAL path",
     "paths in order of time of which no two relationships are taken at one instant",
     "MATCH p = STRICTLY CHRONOLOGICAL (a)-[:MET]-{2}(b) RETURN p", "the paths"},
    {"clause", "TRAVEL", "MATCH p = CHRONOLOGICAL TRAVEL duration path",
     "how long each relationship of a path in order of time takes",
     "MATCH p = EARLIEST ARRIVAL TRAVEL 'P7D' (a {name: 'Edward VII'})-[:MET]-+(b) RETURN p", "a path to each"},
    {"clause", "WITHIN", "MATCH p = CHRONOLOGICAL WITHIN duration path",
     "how long after one relationship of a path in order of time the next is taken, at most",
     "MATCH p = CHRONOLOGICAL WITHIN 'P365D' (a)-[:MET]-{2}(b) RETURN p", "the paths"},
    {"clause", "WITHOUT APPARATUS", "MATCH p = WITHOUT APPARATUS path",
     "chains and shortest paths that pass through no source, work or whatever else the ontology marks as apparatus",
     "MATCH p = WITHOUT APPARATUS (a)-[*1..2]-(b) RETURN p", "the paths"},
};

Phrase phrase_of(const PeriodPredicate& predicate, std::string_view word) {
  Phrase phrase{"predicate",
                std::string(word),
                "p " + std::string(word) + " q",
                std::string(predicate.summary),
                std::string(predicate.example),
                "true"};
  if (predicate.synonym.empty()) return phrase;
  const std::string_view other = word == predicate.word ? predicate.synonym : predicate.word;
  phrase.summary += "; the same as " + std::string(other);
  phrase.example.replace(phrase.example.find(predicate.word), predicate.word.size(), word);
  return phrase;
}

}  // namespace

std::span<const Phrase> phrases() {
  static const std::vector<Phrase> kPhrases = [] {
    std::vector<Phrase> all(std::begin(kClauses), std::end(kClauses));
    for_each_period_word(
        [&](const PeriodPredicate& predicate, std::string_view word) { all.push_back(phrase_of(predicate, word)); });
    return all;
  }();
  return kPhrases;
}

}  // namespace entente
