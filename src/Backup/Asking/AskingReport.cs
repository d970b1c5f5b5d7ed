namespace RagCluster.Backup.Asking;

/// <summary>What came of asking a restored server, and the original beside it.</summary>
public sealed record AskingReport
{
    /// <summary>Collections that hold documents which answer.</summary>
    public required int Collections { get; init; }

    /// <summary>Of these, the ones that were asked.</summary>
    public required int CollectionsAsked { get; init; }

    /// <summary>Questions that were asked.</summary>
    public required int Asked { get; init; }

    /// <summary>Questions whose document was among the first ten.</summary>
    public required int Found { get; init; }

    /// <summary>Questions whose document came after ten others that hold the passage's words as well.</summary>
    public required int Outranked { get; init; }

    /// <summary>Questions of documents with a list of who may see them, which were asked as somebody on no list, too.</summary>
    public required int AskedAsNobody { get; init; }

    /// <summary>Questions that were asked of the original as well; null where none was named.</summary>
    public int? Compared { get; init; }

    /// <summary>Of these, the ones that both answered with the same passages and scores, to the last bit.</summary>
    public int? Equal { get; init; }

    /// <summary>Collections that were not compared, each with the reason.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What is wrong, a sentence each; empty when nothing is.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>Seconds from the server's start until every collection that was asked had answered by every shard.</summary>
    public required double SecondsUntilAnswered { get; init; }
}
