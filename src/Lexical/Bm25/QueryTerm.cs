namespace RagCluster.Lexical.Bm25;

/// <summary>A term of an analysed query.</summary>
/// <param name="Term">The term.</param>
/// <param name="Count">How often the query holds it.</param>
public readonly record struct QueryTerm(string Term, int Count);
