namespace RagCluster.Corpus.Documents;

/// <summary>Why a document could not be indexed.</summary>
/// <param name="Code">One of <c>unsupported_file</c> (a format that is not read), <c>invalid_file</c> (damaged, empty or over a limit) and
/// <c>server_error</c> (ours: worth another try).</param>
/// <param name="Message">One sentence for people.</param>
[GenerateSerializer]
[Alias("RagCluster.DocumentFailure")]
public sealed record DocumentFailure([property: Id(0)] string Code, [property: Id(1)] string Message)
{
    /// <summary>The format is not read.</summary>
    public const string UnsupportedFile = "unsupported_file";

    /// <summary>The file is damaged, empty or over a limit.</summary>
    public const string InvalidFile = "invalid_file";

    /// <summary>The fault is ours.</summary>
    public const string ServerError = "server_error";
}
