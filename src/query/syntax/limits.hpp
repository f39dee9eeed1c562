// How much one statement may hold. What follows a clause, a part of a pattern or a level one by one, such as the
// operators of a plan, then takes a bounded stack (pipeline.cpp), and what compares them pair by pair a bounded time.
#pragma once

namespace entente::syntax {

inline constexpr int kMaxDepth = 500;           // levels of expressions, patterns and subqueries in one another
inline constexpr int kMaxClauses = 500;         // in all parts and subqueries
inline constexpr int kMaxPatternParts = 1'000;  // nodes and relationships, in all patterns
inline constexpr int kMaxColumns = 10'000;      // of WITH and RETURN, and keys of ORDER BY

}  // namespace entente::syntax
