namespace RagCluster.Lexical.Bm25;

/// <summary>Words that a row must hold at these distances from each other, in one field.</summary>
/// <param name="Words">At least one word. Stop words are left out, and the gap that they leave is kept: any word may stand there.</param>
public sealed record QueryPhrase(IReadOnlyList<PhraseWord> Words);
