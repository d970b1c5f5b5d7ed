namespace RagCluster.Api.Access;

/// <summary>Who is let in.</summary>
public sealed class AuthOptions
{
    /// <summary>The section of the settings: <c>RAG__Auth__…</c>.</summary>
    public const string Section = "Auth";

    /// <summary>
    /// Whether requests need credentials. Left out, they do as soon as the server listens on an address that others can reach: an open
    /// server must be asked for by <c>false</c>.
    /// </summary>
    public bool? Required { get; set; }

    /// <summary>
    /// An administrator's key of at least 32 characters that the operator chooses, for example from a secret of the cluster.
    /// </summary>
    public string? AdminKey { get; set; }

    /// <summary>A file with <see cref="AdminKey"/>.</summary>
    public string? AdminKeyFile { get; set; }

    /// <summary>A key of at least 32 characters with which the metrics and the queue's depth are read, and nothing else.</summary>
    public string? ScrapeKey { get; set; }

    /// <summary>A file with <see cref="ScrapeKey"/>.</summary>
    public string? ScrapeKeyFile { get; set; }

    /// <summary>Whose tokens are believed.</summary>
    public JwtOptions Jwt { get; set; } = new();
}
