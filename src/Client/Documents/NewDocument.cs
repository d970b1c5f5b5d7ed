namespace RagCluster.Client.Documents;

/// <summary>
/// A text to be added. A name or id that is there already makes a new version of that document; the same content changes nothing.
/// </summary>
/// <param name="Text">The content.</param>
public sealed record NewDocument(string Text)
{
    /// <summary>The id; null for one that the server makes.</summary>
    public string? Id { get; init; }

    /// <summary>A file name or path.</summary>
    public string? Name { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>Where a reader finds the original.</summary>
    public string? Uri { get; init; }

    /// <summary>Texts, numbers and truth values for filters.</summary>
    public IReadOnlyDictionary<string, object>? Metadata { get; init; }

    /// <summary>Who may see it; null leaves that as it is.</summary>
    public DocumentAcl? Acl { get; init; }
}
