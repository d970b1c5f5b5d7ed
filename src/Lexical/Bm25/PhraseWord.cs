namespace RagCluster.Lexical.Bm25;

/// <summary>A word of a phrase.</summary>
/// <param name="Term">The place of its term among the query's terms.</param>
/// <param name="Position">Its position in the phrase.</param>
public readonly record struct PhraseWord(int Term, int Position);
