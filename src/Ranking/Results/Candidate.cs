namespace RagCluster.Ranking.Results;

/// <summary>A passage that a leg found, as far as ranking has to know it.</summary>
/// <param name="Document">The document that it is of.</param>
/// <param name="Text">What it says.</param>
public sealed record Candidate(string Document, string Text)
{
    /// <summary>The document's version: passages of two versions are no neighbours.</summary>
    public long Version { get; init; }

    /// <summary>Its place among the passages of that version, from 0.</summary>
    public int Ordinal { get; init; }

    /// <summary>Where it begins in the document's text.</summary>
    public int Start { get; init; }

    /// <summary>One past where it ends there.</summary>
    public int End { get; init; }
}
