namespace RagCluster.Lexical.Bm25;

/// <summary>A term of an analysed query.</summary>
/// <param name="Term">The term; one that ends with <see cref="PrefixMark"/> stands for all terms with that beginning, counted like
/// one.</param>
/// <param name="Count">How often the query holds it.</param>
public readonly record struct QueryTerm(string Term, int Count)
{
    /// <summary>Marks a prefix; no analysed term holds it.</summary>
    public const char PrefixMark = '*';

    /// <summary>Whether it stands for all terms with this beginning.</summary>
    public bool IsPrefix => Term.EndsWith(PrefixMark);
}
