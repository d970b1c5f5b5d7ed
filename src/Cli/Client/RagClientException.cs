namespace RagCluster.Cli.Client;

/// <summary>The server refused or could not be reached; the message is one line for the user.</summary>
/// <param name="message">The line.</param>
/// <param name="status">The HTTP status; 0 when there was no response.</param>
internal sealed class RagClientException(string message, int status = 0) : Exception(message)
{
    /// <summary>The HTTP status; 0 when there was no response.</summary>
    internal int Status { get; } = status;
}
