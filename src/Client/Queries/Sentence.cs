namespace RagCluster.Client.Queries;

/// <summary>A sentence or another part of an answer.</summary>
public sealed record Sentence
{
    /// <summary>The text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The ids of its citations.</summary>
    public string[] Citations { get; init; } = [];

    /// <summary>text, code, row or list; null where the server does not say.</summary>
    public string? Kind { get; init; }

    /// <summary>The language of code; null where it is not known.</summary>
    public string? Language { get; init; }

    /// <summary>The links in its text; null for none.</summary>
    public Link[]? Links { get; init; }

    /// <summary>Whether it stands in no source, and is there because the server is set to flag such sentences.</summary>
    public bool Unsupported { get; init; }
}
