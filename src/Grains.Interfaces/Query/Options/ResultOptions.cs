using RagCluster.Corpus.Errors;

namespace RagCluster.Grains.Interfaces.Query.Options;

/// <summary>How many passages a result has, and how they are shown.</summary>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.ResultOptions")]
public sealed record ResultOptions
{
    /// <summary>The most passages that can be asked for.</summary>
    public const int TopKMax = 100;

    /// <summary>The most passages of all groups.</summary>
    public const int GroupedPassagesMax = 400;

    private const int TopKDefault = 5;
    private const int GroupPassagesDefault = 3;

    /// <summary>Passages wanted, 1 to 100; the endpoint's default when left out.</summary>
    [Id(0)]
    [Option(ForArms = true)]
    public int? TopK { get; init; }

    /// <summary>The most passages of one document; 3 where they are grouped by it, otherwise no limit.</summary>
    [Id(1)]
    [Option(ForArms = true)]
    public int? PerDocumentMax { get; init; }

    /// <summary>For <c>search</c>: what the passages are grouped by; <c>top_k</c> then counts groups.</summary>
    [Id(2)]
    public ResultGrouping GroupBy { get; init; }

    /// <summary>Whether passages say where they hold words of the query.</summary>
    [Id(3)]
    public bool Highlight { get; init; }

    /// <summary>Passages wanted, or groups where they are grouped.</summary>
    public int Wanted => TopK ?? TopKDefault;

    /// <summary>The most passages of one document; null for no limit.</summary>
    public int? PassagesOfDocumentMax => PerDocumentMax ?? (GroupBy == ResultGrouping.Document ? GroupPassagesDefault : null);

    /// <summary>The most passages of the result.</summary>
    public int PassagesMax =>
        GroupBy == ResultGrouping.Document ? (int)Math.Min((long)Wanted * (PassagesOfDocumentMax ?? 1), GroupedPassagesMax) : Wanted;

    internal void Check()
    {
        if (TopK is < 1 or > TopKMax)
            throw RagException.Invalid("top_k", $"top_k is between 1 and {TopKMax}; {TopK} was sent.");
        if (PerDocumentMax is < 1)
            throw RagException.Invalid("per_document_max", "per_document_max is at least 1.");
    }
}
