namespace RagCluster.Cli.Client;

/// <summary>The server refused or could not be reached; the message is one line for the user.</summary>
/// <param name="message">The line.</param>
/// <param name="status">The HTTP status; 0 when there was no response.</param>
/// <param name="retryAfter">When the server asked to be asked again; null when it did not.</param>
internal sealed class RagClientException(string message, int status = 0, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>When the server asked to be asked again; null when it did not.</summary>
    internal TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the server took the connection and ended it before it had answered.</summary>
    internal bool IsBroken { get; init; }

    /// <summary>The HTTP status; 0 when there was no response.</summary>
    internal int Status { get; } = status;
}
