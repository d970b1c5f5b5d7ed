namespace RagCluster.Lexical.Postings;

/// <summary>Where a term's lists stand.</summary>
/// <param name="Count">Rows that hold the term.</param>
/// <param name="PostingsOffset">Offset among the postings.</param>
/// <param name="PositionsOffset">Offset among the positions.</param>
internal readonly record struct TermEntry(int Count, int PostingsOffset, int PositionsOffset);
