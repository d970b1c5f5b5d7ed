namespace RagCluster.Cli;

/// <summary>The command line, or what the environment adds to it, can't be used; the message is one line for the user.</summary>
/// <param name="message">The line.</param>
internal sealed class UsageException(string message) : Exception(message);
