namespace RagCluster.Lexical.Postings;

/// <summary>One row that holds a term.</summary>
/// <param name="Row">The row.</param>
/// <param name="Frequency">Occurrences, each times the weight of its field.</param>
public readonly record struct Posting(int Row, int Frequency);
